namespace AutonomOS.Migrations.Operations;

/// <summary>CREATE of a kind that has no record of its own: view, function, trigger, policy, type, sequence, schema, extension, ...</summary>
/// <param name="ObjectKind">The kind, as the catalog's queries call it.</param>
/// <param name="Target">The object; for a trigger, policy or rule the table it is on. Null where the name is not known.</param>
public sealed record CreateObject(string ObjectKind, QualifiedName? Target) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => (this.IsReplacing ? "replace_" : "create_") + this.ObjectKind.Replace(' ', '_');

    /// <inheritdoc />
    public override string Kind => this.ObjectKind;

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Target;

    /// <inheritdoc />
    public override string? Part => this.PartName;

    /// <summary>The name of a trigger, policy or rule on <see cref="Target"/>; null for what stands by itself.</summary>
    public string? PartName { get; init; }

    /// <summary>A routine's argument types as written, such as <c>integer, text</c>; null for what has none, or where they are not known.</summary>
    public string? Arguments { get; init; }

    /// <summary>True for OR REPLACE.</summary>
    public bool IsReplacing { get; init; }

    /// <summary>True for TEMPORARY.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>An enum's labels in order; empty for what has none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}

/// <summary>DROP of any object that is no column or constraint; <c>op.drop_table</c>, <c>op.drop_index</c>.</summary>
/// <param name="ObjectKind">The kind, as the catalog's queries call it.</param>
/// <param name="Target">The object; for a trigger, policy or rule the table it is on. Null where the name is not known.</param>
public sealed record DropObject(string ObjectKind, QualifiedName? Target) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "drop_" + this.ObjectKind.Replace(' ', '_');

    /// <inheritdoc />
    public override string Kind => this.ObjectKind;

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Target;

    /// <inheritdoc />
    public override string? Part => this.PartName;

    /// <summary>The name of a trigger, policy or rule on <see cref="Target"/>; null for what stands by itself.</summary>
    public string? PartName { get; init; }

    /// <summary>A routine's argument types as written; null for what has none, or where they are not known.</summary>
    public string? Arguments { get; init; }

    /// <summary>True for DROP INDEX CONCURRENTLY.</summary>
    public bool IsConcurrent { get; init; }
}

/// <summary>RENAME TO and SET SCHEMA of anything but a column: <c>op.rename_table</c>, ALTER ... RENAME, also of constraints, enum labels.</summary>
/// <param name="ObjectKind">The kind, as the catalog's queries call it; <c>enum value</c> for a label.</param>
/// <param name="Target">The object; the table of a constraint or trigger, the type of a label.</param>
/// <param name="NewName">The new name; with SET SCHEMA, the old name in the new schema. Null where it is not known.</param>
public sealed record RenameObject(string ObjectKind, QualifiedName Target, QualifiedName? NewName) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "rename_" + this.ObjectKind.Replace(' ', '_');

    /// <inheritdoc />
    public override string Kind => this.ObjectKind;

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Target;

    /// <inheritdoc />
    public override string? Part => this.PartName;

    /// <summary>The old name of a constraint, trigger, policy, rule or label on <see cref="Target"/>; null for what stands by itself.</summary>
    public string? PartName { get; init; }

    /// <summary>A routine's argument types as written; null for what has none, or where they are not known.</summary>
    public string? Arguments { get; init; }
}

/// <summary>Any other ALTER: of a sequence, function, view, type, domain, extension, publication, ...</summary>
/// <param name="ObjectKind">The kind, as the catalog's queries call it.</param>
/// <param name="Target">The object; for a trigger or policy the table it is on. Null where the name is not known.</param>
/// <param name="Change">What is changed, as SQL after the name.</param>
public sealed record AlterObject(string ObjectKind, QualifiedName? Target, string Change) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "alter_" + this.ObjectKind.Replace(' ', '_');

    /// <inheritdoc />
    public override string Kind => this.ObjectKind;

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Target;

    /// <inheritdoc />
    public override string? Part => this.PartName;

    /// <summary>The name of a trigger or policy on <see cref="Target"/>; null for what stands by itself.</summary>
    public string? PartName { get; init; }

    /// <summary>A routine's argument types as written; null for what has none, or where they are not known.</summary>
    public string? Arguments { get; init; }
}

/// <summary>ALTER TYPE ... ADD VALUE.</summary>
/// <param name="Type">The enum.</param>
/// <param name="Value">The new label; null where it is not known.</param>
public sealed record AddEnumValue(QualifiedName Type, string? Value) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "add_enum_value";

    /// <inheritdoc />
    public override string Kind => "enum";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Type;
}

/// <summary>DROP OWNED and REASSIGN OWNED.</summary>
/// <param name="Role">The role as written.</param>
/// <param name="IsDropping">True for DROP OWNED.</param>
public sealed record ChangeOwned(string Role, bool IsDropping) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => this.IsDropping ? "drop_owned" : "reassign_owned";

    /// <inheritdoc />
    public override string Kind => "role";

    /// <inheritdoc />
    public override QualifiedName? Subject => new(null, this.Role);
}

/// <summary>GRANT, REVOKE, ALTER DEFAULT PRIVILEGES, COMMENT, SECURITY LABEL, <c>op.create_table_comment</c>: no object changes its shape.</summary>
/// <param name="Command">The command in lower case: <c>grant</c>, <c>revoke</c>, <c>comment</c>, ...</param>
/// <param name="ObjectKind">The kind of the object; empty where it has none.</param>
/// <param name="Target">The object; null where there is none or several.</param>
public sealed record Annotate(string Command, string ObjectKind, QualifiedName? Target) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => this.Command.Replace(' ', '_');

    /// <inheritdoc />
    public override string Kind => this.ObjectKind;

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Target;

    /// <inheritdoc />
    public override string? Part => this.PartName;

    /// <summary>The column, constraint, trigger, policy or rule on <see cref="Target"/>; null for what stands by itself.</summary>
    public string? PartName { get; init; }
}

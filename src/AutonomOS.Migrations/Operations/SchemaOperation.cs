namespace AutonomOS.Migrations.Operations;

/// <summary>
/// One thing that a migration does to a database, whether a call of Alembic's says it or SQL does. What could not be told from the text
/// is <see cref="OpaqueOperation"/>, never left out.
/// </summary>
public abstract record SchemaOperation
{
    /// <summary>Where it is written.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>
    /// What it is called in plans and approvals: Alembic's word where Alembic has one (<c>drop_table</c>, <c>add_column</c>), else the SQL
    /// command's in the same form (<c>drop_view</c>, <c>truncate</c>).
    /// </summary>
    public abstract string Name { get; }

    /// <summary>The kind of <see cref="Subject"/>, as the catalog's queries call it (<c>table</c>, <c>column</c>, <c>materialized view</c>).</summary>
    public abstract string Kind { get; }

    /// <summary>
    /// The object it acts on. A part of a table (column, constraint, trigger, policy, rule) is named by the table and
    /// <see cref="Part"/>. Null where there is none, or where its name is not known.
    /// </summary>
    public abstract QualifiedName? Subject { get; }

    /// <summary>The part of <see cref="Subject"/> that it acts on, such as the column's name; null for the object itself.</summary>
    public virtual string? Part => null;

    /// <summary>
    /// True when it may run never, or more than once: both branches of a condition that could not be evaluated, the body of a loop over
    /// unknown values, an exception's handler, a statement inside a DO block under a condition.
    /// </summary>
    public bool IsConditional { get; init; }

    /// <summary>True when it runs outside a transaction: in an <c>autocommit_block()</c>, or after a COMMIT that the migration gives.</summary>
    public bool IsOutsideTransaction { get; init; }

    /// <summary>True when it says IF EXISTS or IF NOT EXISTS (<c>if_exists=True</c>), so that it does nothing where it would fail.</summary>
    public bool IsTolerant { get; init; }

    /// <summary>True when CASCADE is said: what depends on the object goes too.</summary>
    public bool IsCascading { get; init; }
}

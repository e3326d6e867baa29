namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>A value of <c>[tool.alembic]</c>, by the types that Alembic tells apart.</summary>
/// <param name="Line">Line of the key, counted from 1.</param>
internal abstract record PyprojectValue(int Line)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A string, not yet formatted.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Line">Its line.</param>
internal sealed record PyprojectText(string Text, int Line) : PyprojectValue(Line)
{
    /// <inheritdoc/>
    public override string Kind => "text";
}

/// <summary>An array of strings.</summary>
/// <param name="Items">The strings, each with its own line.</param>
/// <param name="Line">Line of the key.</param>
internal sealed record PyprojectList(IReadOnlyList<PyprojectText> Items, int Line) : PyprojectValue(Line)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>A boolean.</summary>
/// <param name="IsTrue">Which.</param>
/// <param name="Line">Its line.</param>
internal sealed record PyprojectBoolean(bool IsTrue, int Line) : PyprojectValue(Line)
{
    /// <inheritdoc/>
    public override string Kind => this.IsTrue ? "true" : "false";
}

/// <summary>Anything else.</summary>
/// <param name="What">What it is.</param>
/// <param name="Line">Its line.</param>
internal sealed record PyprojectOther(string What, int Line) : PyprojectValue(Line)
{
    /// <inheritdoc/>
    public override string Kind => this.What;
}

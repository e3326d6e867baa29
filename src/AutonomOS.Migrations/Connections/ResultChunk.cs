namespace AutonomOS.Migrations.Connections;

/// <summary>Some rows of one result, in their order; a result comes as one chunk or more.</summary>
/// <param name="names">The names of its columns.</param>
/// <param name="beginsResult">Whether it is the first chunk of its result.</param>
internal sealed class ResultChunk(string[] names, bool beginsResult)
{
    // Enough that a large catalog is not one wait a row, and little enough that two of them are no memory to speak of.
    private const int MostRows = 256;
    private const int MostCharacters = 64 * 1024;

    /// <summary>Stands for a value that is no text; to be told by its reference.</summary>
    internal static readonly string NoText = new('?', 1);

    private readonly List<string?> values = [];
    private int characters;

    /// <summary>The names of the result's columns.</summary>
    internal string[] Names => names;

    /// <summary>Whether it is the first chunk of its result.</summary>
    internal bool BeginsResult => beginsResult;

    /// <summary>How many rows it has.</summary>
    internal int Rows { get; private set; }

    /// <summary>Whether the next row belongs into another chunk.</summary>
    internal bool IsFull => this.Rows >= MostRows || this.characters >= MostCharacters;

    /// <summary>A value; null for SQL null.</summary>
    /// <param name="row">Counted from 0.</param>
    /// <param name="ordinal">The column, counted from 0.</param>
    internal string? this[int row, int ordinal] => this.values[(row * names.Length) + ordinal];

    /// <summary>Adds the next value of a row that is being read.</summary>
    /// <param name="value">The value.</param>
    internal void Add(string? value)
    {
        this.values.Add(value);
        this.characters += value?.Length ?? 0;
    }

    /// <summary>Ends a row: as many values as there are columns were added for it.</summary>
    internal void EndRow() => this.Rows++;
}

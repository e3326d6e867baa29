using System.Text;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Sql.Lexing;

/// <content>What the tokens say: names, strings, and parts of the statement as SQL.</content>
internal sealed partial class SqlCursor
{
    /// <summary>A name that a table or a column may have; it is a problem when none stands here.</summary>
    public string Name()
    {
        var name = this.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName ? SqlValues.Name(this.text, this.tokens[this.At]) : null;
        if (name is null || (this.Kind == SqlTokenKind.Word && (SqlKeywords.IsReserved(name) || SqlKeywords.IsOfFunctions(name))))
        {
            this.Fail();
            return string.Empty;
        }

        this.At++;
        return name;
    }

    /// <summary>A name that may be any keyword: behind a point, of a label, of an option.</summary>
    public string AnyName()
    {
        if (this.Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName))
        {
            this.Fail();
            return string.Empty;
        }

        return SqlValues.Name(this.text, this.tokens[this.At++]);
    }

    /// <summary>A name with its schema; that of a database is left out.</summary>
    public QualifiedName Qualified() => this.Qualified(SqlKeywords.IsOfFunctions);

    /// <summary>The name of a function or type with its schema, which may be more keywords.</summary>
    public QualifiedName QualifiedFunction() => this.Qualified(static _ => false);

    /// <summary>A string's value; it is a problem when none stands here, or an escape in it makes no sense.</summary>
    public string Text()
    {
        var value = this.Kind == SqlTokenKind.Text ? SqlValues.Text(this.text, this.tokens[this.At]) : null;
        if (value is null)
        {
            this.Fail();
            return string.Empty;
        }

        this.At++;
        return value;
    }

    /// <summary>A part of the statement as SQL on one line, without comments.</summary>
    /// <param name="from">The index of its first token.</param>
    /// <param name="end">The index behind its last.</param>
    /// <param name="hidesTexts">Whether strings are left out, because one may be a password.</param>
    public string Sql(int from, int end, bool hidesTexts = false)
    {
        var sql = new StringBuilder();
        for (var i = from; i < Math.Min(end, this.tokens.Count); i++)
        {
            if (i > from && this.tokens[i].Start > this.tokens[i - 1].End)
            {
                sql.Append(' ');
            }

            var token = this.tokens[i];
            sql.Append(hidesTexts && token.Kind == SqlTokenKind.Text ? "'...'" : this.text.AsSpan(token.Start, token.Length));
        }

        return sql.ToString();
    }

    /// <summary>All that is left, as SQL on one line.</summary>
    /// <param name="hidesTexts">Whether strings are left out, because one may be a password.</param>
    public string Remainder(bool hidesTexts = false)
    {
        var from = this.At;
        this.SkipToEnd();
        return this.Sql(from, this.limit, hidesTexts);
    }

    private QualifiedName Qualified(Func<string, bool> isForbidden)
    {
        string? schema = null;
        var word = this.Kind == SqlTokenKind.Word;
        var name = this.AnyName();
        if (word && (SqlKeywords.IsReserved(name) || isForbidden(name)))
        {
            this.Fail();
        }

        while (this.TakeSymbol("."))
        {
            (schema, name) = (name, this.AnyName());
        }

        return new(schema, name);
    }
}

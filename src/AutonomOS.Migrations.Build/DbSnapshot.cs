// The schema file of the heads, for a pull request and for build servers that reach production alone.
using AutonomOS.Migrations.Guarding;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Writes development's schema, at the heads of the migrations, into <c>schema/</c> beside them.</summary>
public sealed class DbSnapshot : DatabaseTask
{
    /// <summary>What <see cref="PrepareDatabaseCheck"/> made of the project's properties.</summary>
    [Required]
    public string Request { get; set; } = "";

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var result = await SchemaSnapshot.OfDevelopmentAsync(RequestText.Read(this.Request), cancellationToken);
        this.Tell(result.Findings);
        this.Say([result.File is not { } file ? "❌ No schema file was written."
            : result.IsNew ? $"✅ Wrote {file}: commit it with its revision."
            : $"✅ {file} says what development is."]);
    }
}

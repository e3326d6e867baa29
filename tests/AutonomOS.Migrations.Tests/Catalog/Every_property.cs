using System.Reflection;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class Every_property(PostgresFixture postgres, PostgresMajors majors)
{
    [Fact]
    public async Task Of_every_kind_has_a_row_that_changes_it_alone()
    {
        await using var usual = await postgres.CreateDatabaseAsync();
        await using var newest = await majors.CreateDatabaseAsync(18);
        // What could not be read is told as a finding, not as a difference.
        var told = (await Reading.KindsAsync(usual.Url)).Concat(await Reading.KindsAsync(newest.Url))
            .SelectMany(kind => kind.Properties
                .Where(property => !property.StartsWith(ObjectKind.UnknownPrefix, StringComparison.Ordinal))
                .Select(property => (kind.Name, property
                    .Replace(ObjectKind.HiddenPrefix, "", StringComparison.Ordinal)
                    .Replace(ObjectKind.DeparsedPrefix, "", StringComparison.Ordinal))))
            .ToHashSet();
        var shown = Rows()
            .SelectMany(Properties)
            .ToHashSet();
        Assert.True(ChangeRow.All.Count() >= 300);
        Assert.Empty(told.Except(shown));
        Assert.True(shown.IsSubsetOf(told));
    }

    [Fact]
    public void Is_of_a_kind_that_has_a_row_with_the_object_on_one_side_only()
    {
        var shown = Rows()
            .SelectMany(row => row.Index()
                .Where(cell => cell.Index + 2 < row.Length && row[cell.Index + 2] is null)
                .Select(cell => cell.Item as string)
                .Concat(row.OfType<Difference>().Where(difference => difference.Property is null).Select(difference => difference.Kind)))
            .ToHashSet();
        // Whoever owns an object goes with it, and every object has an owner.
        Assert.Equal(["owner"], CatalogReader.Kinds.Except(shown));
    }

    // The rows of a theory: of its table, or beside its method.
    private static IEnumerable<object?[]> Rows() => ChangeRow.Tables.SelectMany(rows => rows)
        .Select(row => row.GetData())
        .Concat(typeof(Every_property).Assembly.GetTypes()
            .Where(type => type.Name.StartsWith("Changes_", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>())
            .Select(attribute => attribute.Data));

    // A kind, an object's name and a property stand beside each other.
    private static IEnumerable<(string Kind, string Property)> Properties(object?[] row)
    {
        foreach (var difference in row.OfType<Difference>().Where(difference => difference.Property is not null))
        {
            yield return (difference.Kind, difference.Property!);
        }

        for (var i = 0; i + 2 < row.Length; i++)
        {
            if (row[i] is string kind && row[i + 1] is string name && row[i + 2] is string property
                && CatalogReader.Kinds.Contains(kind))
            {
                // What follows can be a property that bears the name of a kind.
                yield return (kind, property);
                yield break;
            }
        }
    }
}

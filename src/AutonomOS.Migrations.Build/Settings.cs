// What the MSBuild properties may say. Each refusal names the property, and shows its value only where that cannot be a secret.
using System.Globalization;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Planning.Approvals;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Scratch;
using Microsoft.Build.Framework;

namespace AutonomOS.Migrations.Build;

/// <summary>Reads the values of MSBuild properties; one that cannot be is AMB0007.</summary>
internal static class Settings
{
    private const int LongestTimeout = 86_400;

    /// <summary>A switch.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="whenNotSet">What an empty value means.</param>
    internal static bool Switch(string property, string? value, bool whenNotSet) => Switch(property, value) ?? whenNotSet;

    /// <summary>A switch with a third state.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Null when it is not set.</returns>
    internal static bool? Switch(string property, string? value) => Given(value) switch
    {
        null => null,
        { } text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        { } text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        { } text => throw Invalid(property, $"is {OneLine.Quote(text)}: write true or false"),
    };

    /// <summary>One of several words.</summary>
    /// <typeparam name="T">The words; its default is what an empty value means.</typeparam>
    /// <param name="property">The property's name.</param>
    /// <param name="value">Its value.</param>
    internal static T Word<T>(string property, string? value)
        where T : struct, Enum =>
        Given(value) is not { } text ? default
        : Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true)
        : throw Invalid(property, $"is {OneLine.Quote(text)}: write {string.Join(" or ", Enum.GetNames<T>())}");

    /// <summary>A <c>DbIgnore</c> item.</summary>
    /// <param name="item">Its identity is <c>kind:name</c>; its metadata <c>Justification</c> says why.</param>
    internal static IgnoreRule Ignored(ITaskItem item) =>
        IgnoreRule.Parse(item.ItemSpec, item.GetMetadata("Justification"), out var error)
        ?? throw new FindingException(DiagnosticCodes.IgnoreNotReadable.At(
            $"DbIgnore {OneLine.Quote(item.ItemSpec)} {error}: write <DbIgnore Include=\"table:public.spatial_ref_sys\" Justification=\"why it may differ\" />."));

    /// <summary>A <c>DbApprove</c> item.</summary>
    /// <param name="item">Its identity is a revision; its metadata say what is approved of it, why and how long.</param>
    internal static Approval Approved(ITaskItem item) =>
        Approval.Parse(
            item.ItemSpec, item.GetMetadata("Operation"), item.GetMetadata("Object"), item.GetMetadata("Justification"), item.GetMetadata("Expires"), out var error)
        ?? throw new FindingException(DiagnosticCodes.ApprovalNotReadable.At(
            $"DbApprove {OneLine.Quote(item.ItemSpec)} {error}: write <DbApprove Include=\"9c0ffee12345\" Operation=\"drop_table\" Object=\"public.legacy\" Justification=\"why it is meant\" />, or take it out."));

    /// <summary>A number of rows.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="whenNotSet">What an empty value means.</param>
    internal static long Rows(string property, string? value, long whenNotSet) =>
        Given(value) is not { } text ? whenNotSet
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? rows
        : throw Invalid(property, $"is {OneLine.Quote(text)}: write a whole number of rows, such as {whenNotSet}");

    /// <summary>A time limit in whole seconds.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="whenNotSet">What an empty value means.</param>
    internal static TimeSpan Seconds(string property, string? value, TimeSpan whenNotSet) =>
        Given(value) is not { } text ? whenNotSet
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= LongestTimeout
            ? TimeSpan.FromSeconds(seconds)
            : throw Invalid(property, $"is {OneLine.Quote(text)}: write whole seconds from 1 to {LongestTimeout}");

    /// <summary>How the team's own Alembic is run, by the properties of those names.</summary>
    /// <param name="command"><c>AlembicCommand</c>.</param>
    /// <param name="urlVariable"><c>AlembicUrlVariable</c>.</param>
    /// <param name="timeout"><c>AlembicTimeout</c>.</param>
    /// <param name="lockTimeout"><c>AlembicLockTimeout</c>.</param>
    internal static AlembicDriver Driver(string? command, string? urlVariable, string? timeout, string? lockTimeout)
    {
        var byDefault = AlembicDriver.Default;
        return new(
            Given(command),
            Variable("AlembicUrlVariable", urlVariable, byDefault.UrlVariable),
            Seconds("AlembicTimeout", timeout, byDefault.Limit),
            Seconds("AlembicLockTimeout", lockTimeout, byDefault.LockLimit));
    }

    /// <summary>Where scratch databases may be made.</summary>
    /// <param name="binaries"><c>DbScratchBinaries</c>.</param>
    /// <param name="engine"><c>DbScratchContainerEngine</c>.</param>
    /// <param name="image"><c>DbScratchImage</c>.</param>
    /// <param name="onDevelopment"><c>DbReplayOnDevelopment</c>.</param>
    /// <param name="development">The variable with development's URL.</param>
    /// <param name="fullPath">Makes a full path of a project's.</param>
    internal static ScratchRequest Scratch(
        string? binaries, string? engine, string? image, string? onDevelopment, string development, Func<string, string> fullPath)
    {
        var (program, name) = (Given(engine), Given(image));
        return name is not null && (name[0] == '-' || name.Any(char.IsWhiteSpace))
            ? throw Invalid("DbScratchImage", $"is {OneLine.Quote(name)}: write the name of an image, such as postgres:17")
            : new()
            {
                Binaries = Given(binaries) is { } folder ? fullPath(folder) : null,
                ContainerEngine = program?.AsSpan().ContainsAny('/', '\\') == true ? fullPath(program) : program,
                Image = name,
                OnDevelopment = Switch("DbReplayOnDevelopment", onDevelopment, whenNotSet: false),
                DevelopmentVariable = development,
            };
    }

    /// <summary>The name of an environment variable that holds a secret.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="value">Its value; never shown, because it may be the secret itself.</param>
    /// <param name="whenNotSet">What an empty value means.</param>
    internal static string Variable(string property, string? value, string whenNotSet)
    {
        var name = Given(value) ?? whenNotSet;
        if (char.IsAsciiDigit(name[0]) || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-'))
        {
            throw Invalid(
                property,
                "is not the name of an environment variable (its value is not shown here, in case it is a URL): "
                + "put the URL into a variable and write that variable's name");
        }

        return !UrlVariable.IsAlwaysLogged(name)
            ? name
            : throw Invalid(
                property,
                $"is {name}, and MSBuild writes the values of variables that begin with MSBUILD, DOTNET_ or COMPLUS_ into its logs: "
                + "give the variable another name");
    }

    /// <summary>A list, <c>;</c>-separated.</summary>
    /// <param name="value">The property's value.</param>
    internal static IReadOnlyList<string> List(string? value) =>
        (value ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The schemas to compare.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Null for all.</returns>
    internal static IReadOnlyList<string>? Schemas(string property, string? value) => List(value) switch
    {
        [] or ["*"] => null,
        { } names when names.Contains("*", StringComparer.Ordinal) => throw Invalid(
            property, "names * and schemas besides: write * for all, or the names alone"),
        { } names => [.. names.Distinct(StringComparer.Ordinal)],
    };

    /// <summary>What is compared only where somebody asks for it; a word that cannot be is AMB0024.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="value">Its value.</param>
    internal static OptionalKinds Compared(string property, string? value)
    {
        var words = Enum.GetNames<OptionalKinds>().Where(name => name != nameof(OptionalKinds.None)).ToList();
        var compared = OptionalKinds.None;
        foreach (var word in List(value))
        {
            compared |= words.Find(name => name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } name
                ? Enum.Parse<OptionalKinds>(name)
                : throw new FindingException(DiagnosticCodes.CompareNotKnown.At(
                    $"{property} names {OneLine.Quote(word)}, which is nothing that can be compared: write, separated by semicolons, some of {string.Join(", ", words)}."));
        }

        return compared;
    }

    /// <summary>A value without blanks around it; null when nothing is left.</summary>
    /// <param name="value">Any text.</param>
    internal static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static FindingException Invalid(string property, string what) => new(DiagnosticCodes.PropertyInvalid.At($"{property} {what}."));
}

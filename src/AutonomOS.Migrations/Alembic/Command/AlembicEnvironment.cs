using System.Collections;
using System.Globalization;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Command;

/// <summary>
/// The environment of the team's Alembic: this process's own without the URLs that it must not know, whatever variable holds them, and with
/// the one it is to use. Nothing prints it.
/// </summary>
public sealed class AlembicEnvironment
{
    // Found in the environment of whoever deploys, and none of Alembic's business here.
    private const string ShadowVariable = "DATABASE_URL_SHADOW";

    private readonly Dictionary<string, string> variables;

    private AlembicEnvironment(Dictionary<string, string> variables) => this.variables = variables;

    /// <summary>This process's environment without some variables.</summary>
    /// <param name="names">The variables that hold URLs; others that hold the same values are left out with them.</param>
    public static AlembicEnvironment OfProcessWithout(params IReadOnlyList<string> names)
    {
        var comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var variables = new Dictionary<string, string>(comparer);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        var secrets = names.Select(name => variables.GetValueOrDefault(name)?.Trim()).Where(value => !string.IsNullOrEmpty(value)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in variables.Where(variable => names.Contains(variable.Key, comparer) || secrets.Contains(variable.Value.Trim()))
            .Select(variable => variable.Key).ToList())
        {
            variables.Remove(name);
        }

        // Which configuration is read is told on the command line; lines come when they are printed, whatever is in them.
        variables.Remove(Configuration.AlembicConfigLocator.Variable);
        variables["PYTHONUNBUFFERED"] = "1";
        variables["PYTHONIOENCODING"] = "utf-8:backslashreplace";
        return new(variables);
    }

    /// <summary>This process's environment with one database in it and no other.</summary>
    /// <param name="target">The database.</param>
    /// <param name="value">Its URL as it was given.</param>
    /// <param name="driver">Where its URL goes to, and how long a statement may wait for a lock.</param>
    /// <param name="development">The variable that holds development's URL; its driver is used where the URL itself names none.</param>
    /// <param name="production">The variable that holds production's URL.</param>
    /// <exception cref="FindingException">AMB6004: the URL cannot be written for SQLAlchemy.</exception>
    public static AlembicEnvironment PointedAt(ConnectionTarget target, string value, AlembicDriver driver, string development, string production)
    {
        var own = Environment.GetEnvironmentVariable(development);
        var word = SqlAlchemyUrl.DriverOf(own) ?? SqlAlchemyUrl.DriverOf(Environment.GetEnvironmentVariable(driver.UrlVariable));
        var options = string.Create(CultureInfo.InvariantCulture, $"-c lock_timeout={(long)driver.LockLimit.TotalMilliseconds}");
        var (url, hasOptions) = SqlAlchemyUrl.Of(target, value, word, options);
        var environment = OfProcessWithout(development, production, ShadowVariable).With(driver.UrlVariable, url);
        return hasOptions ? environment : environment.With("PGOPTIONS", $"{environment.Value("PGOPTIONS")} {options}".TrimStart());
    }

    /// <summary>The same with one more variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public AlembicEnvironment With(string name, string value) =>
        new(new Dictionary<string, string>(this.variables, this.variables.Comparer) { [name] = value });

    /// <summary>The value of a variable; null when there is none.</summary>
    /// <param name="name">Its name.</param>
    public string? Value(string name) => this.variables.GetValueOrDefault(name);

    /// <summary>Gives it to a process that is about to start.</summary>
    /// <param name="environment">The environment of the process.</param>
    internal void Fill(IDictionary<string, string?> environment)
    {
        environment.Clear();
        foreach (var (name, value) in this.variables)
        {
            environment[name] = value;
        }
    }
}

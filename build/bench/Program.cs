// What bench.sh asks of the engine itself:
//   statements URL-VARIABLE             the transaction that an audit makes of a database, as a script for psql
//   compare DEVELOPMENT PRODUCTION RUNS  a line for each run: milliseconds to connect, to read and compare, peak of the managed heap in bytes
//   audit PROJECT-FOLDER RUNS            a line for each run: milliseconds from the start of a whole audit to its verdict
using System.Diagnostics;
using System.Globalization;
using AutonomOS.Migrations.Bench;
using AutonomOS.Migrations.Guarding;

switch (args)
{
    case ["statements", var variable]:
        await Statements.WriteAsync(variable, Console.Out);
        return 0;
    case ["compare", var development, var production, var runs]:
        for (var run = 0; run < int.Parse(runs, CultureInfo.InvariantCulture); run++)
        {
            using var heap = new PeakOfHeap();
            var (connected, compared) = await Comparing.RunAsync(development, production);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{connected.TotalMilliseconds:F1} {compared.TotalMilliseconds:F1} {heap.Bytes}"));
        }

        return 0;
    case ["audit", var folder, var runs]:
        for (var run = 0; run < int.Parse(runs, CultureInfo.InvariantCulture); run++)
        {
            var clock = Stopwatch.StartNew();
            var report = await Audit.RunAsync(new() { ProjectDirectory = Path.GetFullPath(folder) }, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalMilliseconds:F1} {report.Diagnosis}"));
        }

        return 0;
    default:
        await Console.Error.WriteLineAsync("statements URL-VARIABLE | compare DEVELOPMENT-VARIABLE PRODUCTION-VARIABLE RUNS | audit PROJECT-FOLDER RUNS");
        return 2;
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AutonomOS.Migrations.Scratch;

/// <summary>Whose something is that a run has made outside of itself, in words that a later run can read: is that process still there?</summary>
internal static class ScratchOwner
{
    // Linux counts a beginning from the time of the boot, which moves with the clock.
    private static readonly TimeSpan ClockMoves = TimeSpan.FromMinutes(1);

    /// <summary>This process on this machine: <c>1234 2026-01-31T12:00:00.0000000Z</c>, its number and its beginning.</summary>
    public static string OfThisProcess { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {Beginning(Environment.ProcessId):O}");

    // Containers and machines may share a name, and each counts its processes by itself.
    internal static readonly string Place = $"{Environment.MachineName},{FirstLine("/proc/sys/kernel/random/boot_id")},{Namespace()}";

    /// <summary>
    /// The same for places that other machines may see: <c>machine,boot,namespace/1234/2026-01-31T12:00:00.0000000Z</c>, without a blank. What
    /// the system has no word for is empty.
    /// </summary>
    public static string Label { get; } = $"{Place}/{OfThisProcess.Replace(' ', '/')}";

    /// <summary>Whether a process of this machine is there.</summary>
    /// <param name="owner">What <see cref="OfThisProcess"/> said in it.</param>
    /// <returns>False, too, for a text that is no owner.</returns>
    public static bool IsAlive(string owner)
    {
        try
        {
            // A number that is used again belongs to a process with another beginning.
            return owner.Split(' ') is [var process, var began]
                && (Beginning(int.Parse(process, CultureInfo.InvariantCulture)) - Time(began)).Duration() < ClockMoves;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            return false;
        }
        catch (Win32Exception)
        {
            // Somebody else's process, of which nothing is told.
            return true;
        }
    }

    /// <summary>Whether something is left over: its owner was a process of this machine, and is not there any more.</summary>
    /// <param name="label">What <see cref="Label"/> said in its owner.</param>
    public static bool IsLeft(string label) =>
        label.Split('/') is [var place, var process, var began] && place == Place && !IsAlive($"{process} {began}");

    private static string FirstLine(string file)
    {
        try
        {
            return File.ReadLines(file).First();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return "";
        }
    }

    private static string Namespace()
    {
        try
        {
            return new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static DateTime Beginning(int process)
    {
        using var owner = Process.GetProcessById(process);
        return owner.StartTime.ToUniversalTime();
    }

    private static DateTime Time(string text) => DateTime.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AutonomOS.Migrations.Connections;

/// <summary>A host name, address or socket folder, and a port.</summary>
/// <param name="Host">Without brackets. A folder when it begins with '/'; an abstract socket when it begins with '@'.</param>
/// <param name="Port">Port; part of the socket's name for a folder.</param>
internal sealed record HostAddress(string Host, int Port)
{
    /// <summary>Whether it is a Unix socket, where TLS does not apply.</summary>
    internal bool IsSocket => Path.IsPathRooted(this.Host) || this.Host.StartsWith('@');

    /// <inheritdoc />
    public override string ToString() =>
        this.Host.Contains(':', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"[{this.Host}]:{this.Port}")
            : string.Create(CultureInfo.InvariantCulture, $"{this.Host}:{this.Port}");
}

/// <summary>
/// Hosts and ports as they stand in URLs and keyword strings, kept in libpq's two keywords <c>host</c> and <c>port</c> (comma-separated,
/// position by position) until <see cref="Resolve"/> makes addresses of them.
/// </summary>
internal static class HostList
{
    private const int DefaultPort = 5432;

    /// <summary>Reads <c>h1:1,[::1]:2,%2Frun%2Fx</c>.</summary>
    /// <param name="authority">The part of a URL between user and path, still percent-encoded.</param>
    /// <param name="read">Takes <c>host</c> and <c>port</c>.</param>
    /// <param name="origin">For messages.</param>
    internal static void ReadAuthority(string authority, Dictionary<string, string> read, UrlOrigin origin)
    {
        if (authority.Length > 0)
        {
            Store(
                authority.Split(',').Select(host => Split(host, origin)).Select(
                    pair => (PercentEncoding.Decode(pair.Name, plusIsBlank: false, "the host", origin), pair.Port)),
                read);
        }
    }

    /// <summary>Takes the ports from hosts: <c>h:1</c>, <c>[::1]:1</c>, <c>h</c>, <c>::1</c>, <c>/folder</c>.</summary>
    /// <param name="hosts">Decoded hosts.</param>
    /// <param name="read">Takes <c>host</c>, and <c>port</c> when any host has one.</param>
    /// <param name="origin">For messages.</param>
    internal static void ReadHostsWithPorts(IEnumerable<string> hosts, Dictionary<string, string> read, UrlOrigin origin) =>
        Store(hosts.Select(host => Split(host, origin)), read);

    /// <summary>Makes addresses, with libpq's defaults.</summary>
    /// <param name="hosts">Value of <c>host</c>, or null.</param>
    /// <param name="ports">Value of <c>port</c>, or null.</param>
    /// <param name="origin">For messages.</param>
    internal static IReadOnlyList<HostAddress> Resolve(string? hosts, string? ports, UrlOrigin origin)
    {
        var names = (hosts ?? string.Empty).Split(',');
        var numbers = (ports ?? string.Empty).Split(',');
        if (numbers.Length != 1 && numbers.Length != names.Length)
        {
            throw origin.Unreadable($"it names {names.Length} hosts and {numbers.Length} ports; give one port for all, or one for each.");
        }

        return [.. names.Select((name, i) => Address(name.Trim(), numbers[numbers.Length == 1 ? 0 : i].Trim(), origin))];
    }

    private static void Store(IEnumerable<(string Name, string Port)> hosts, Dictionary<string, string> read)
    {
        var names = new List<string>();
        var ports = new List<string>();
        foreach (var (name, port) in hosts)
        {
            names.Add(name);
            ports.Add(port);
        }

        read["host"] = string.Join(',', names);
        if (!ports.TrueForAll(port => port.Length == 0))
        {
            if (read.TryGetValue("port", out var given))
            {
                ports = ports.ConvertAll(port => port.Length == 0 && !given.Contains(',', StringComparison.Ordinal) ? given : port);
            }

            read["port"] = string.Join(',', ports);
        }
    }

    private static HostAddress Address(string name, string port, UrlOrigin origin)
    {
        var number = DefaultPort;
        if (port.Length > 0
            && (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number is < 1 or > 65535))
        {
            throw origin.Unreadable(
                "the port is no number from 1 to 65535. If the password holds ':', '/' or '@', write %3A, %2F or %40 in a URL.");
        }

        var host = name.Length == 0 ? ConnectionEnvironment.DefaultHost(number) : name;
        var address = new HostAddress(host, number);
        return address.IsSocket || IsHostName(host)
            ? address
            : throw origin.Unreadable(
                "the host is no name, address or folder. If the password holds ':', '/' or '@', write %3A, %2F or %40 in a URL.");
    }

    private static (string Name, string Port) Split(string host, UrlOrigin origin)
    {
        if (host.StartsWith('['))
        {
            var end = host.IndexOf(']', StringComparison.Ordinal);
            return end > 1
                && IPAddress.TryParse(host[1..end], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
                && (end == host.Length - 1 || host[end + 1] == ':')
                ? (host[1..end], end == host.Length - 1 ? string.Empty : host[(end + 2)..])
                : throw origin.Unreadable("the host begins with '[' but is no IPv6 address in brackets, such as [::1]:5432.");
        }

        var colon = host.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || Path.IsPathRooted(host) || host.LastIndexOf(':') != colon
            ? (host, string.Empty)
            : (host[..colon], host[(colon + 1)..]);
    }

    // Letters of any script (internationalized names), digits, '.', '-', '_'; or an IPv6 address, with a zone perhaps.
    private static bool IsHostName(string host) =>
        host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_')
        || (host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out _));
}

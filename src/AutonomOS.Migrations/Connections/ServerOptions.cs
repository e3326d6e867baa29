namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Reads <c>options</c> (command-line options for the server process) and lets through only settings that can neither loosen our limits
/// nor change what is read. Everything unnamed here is refused: a list of dangerous settings could never be complete.
/// </summary>
internal static class ServerOptions
{
    // search_path is here because it is how an application says where its tables are: it is read as the role's own before ours is pinned.
    // The texts that TimeZone, DateStyle and the like change are pinned in the session; the rest is about speed.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "search_path", "application_name", "timezone", "datestyle", "intervalstyle", "client_encoding", "client_min_messages",
        "extra_float_digits", "lc_messages", "lc_numeric", "lc_time", "bytea_output", "default_text_search_config",
        "work_mem", "hash_mem_multiplier", "maintenance_work_mem", "effective_cache_size", "effective_io_concurrency",
        "random_page_cost", "seq_page_cost", "max_parallel_workers_per_gather", "plan_cache_mode", "geqo", "geqo_threshold", "jit",
        "jit_above_cost", "tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count", "tcp_user_timeout",
    };

    /// <summary>Checks a value of <c>options</c>.</summary>
    /// <param name="options"><c>-c name=value</c>, <c>-cname=value</c>, <c>--name=value</c>; a backslash escapes a blank.</param>
    /// <param name="from">What holds it, for the message: <c>options</c> or <c>PGOPTIONS</c>.</param>
    /// <param name="origin">For the message.</param>
    /// <exception cref="Diagnostics.FindingException">It sets something that is not known to be harmless.</exception>
    internal static void Check(string options, string from, UrlOrigin origin)
    {
        var words = Split(options);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            string setting;
            if (word == "-c" || word == "--")
            {
                i++;
                setting = i < words.Count && word == "-c" ? words[i] : string.Empty;
            }
            else
            {
                setting = word.StartsWith("--", StringComparison.Ordinal) || word.StartsWith("-c", StringComparison.Ordinal)
                    ? word[2..]
                    : string.Empty;
            }

            var equals = setting.IndexOf('=', StringComparison.Ordinal);

            // The server turns dashes of the name into underscores (ParseLongOption).
            var name = (equals < 0 ? string.Empty : setting[..equals]).Replace('-', '_');
            if (!Harmless.Contains(name))
            {
                throw origin.Loosens(IsSettingName(name)
                    ? $"sets '{name}' in {from}, which could loosen or defeat the limits of a check. Give the check a URL without it; "
                        + "DbConnectTimeout, DbLockTimeout and DbStatementTimeout set the limits."
                    : $"has something in {from} that is not of the form '-c name=value' (in a URL a blank is %20). Mend or remove it.");
            }
        }
    }

    // pg_split_opts: blanks separate, a backslash takes the next character as it is.
    private static List<string> Split(string options)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var inWord = false;
        for (var i = 0; i < options.Length; i++)
        {
            if (char.IsWhiteSpace(options[i]))
            {
                if (inWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    inWord = false;
                }

                continue;
            }

            if (options[i] == '\\' && i + 1 < options.Length)
            {
                i++;
            }

            inWord = true;
            word.Append(options[i]);
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static bool IsSettingName(string name) =>
        name.Length is > 0 and < 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Tells whether two sessions are on the same database, whatever their URLs say: one takes an advisory lock under a random key, the other
/// looks for it. Advisory locks belong to a database, are allowed in read-only transactions and on standbys, and end with the transaction
/// (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS), so they pass through a pooler in transaction mode.
/// A standby has locks of its own: <see cref="StandbyCopy"/> recognises it.
/// </summary>
public sealed class DatabaseMark
{
    private readonly string key =
        BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long))).ToString(CultureInfo.InvariantCulture);

    /// <summary>Sets the mark. One row, one text: <c>true</c>. Runs on one session and has to be done before the other looks.</summary>
    public SqlStatement Set => new("SELECT pg_catalog.pg_try_advisory_xact_lock($1::pg_catalog.int8)::pg_catalog.text", this.key);

    /// <summary>
    /// Looks for the mark on the other session, while the first is open. One row, one text: <c>true</c> where the mark is, which is on the
    /// same database, <c>false</c> on another.
    /// </summary>
    public SqlStatement Look => new("SELECT (NOT pg_catalog.pg_try_advisory_xact_lock_shared($1::pg_catalog.int8))::pg_catalog.text", this.key);
}

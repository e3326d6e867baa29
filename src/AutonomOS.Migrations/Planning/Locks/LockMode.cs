namespace AutonomOS.Migrations.Planning.Locks;

/// <summary>PostgreSQL's table-level lock modes, weakest first (<c>doc/src/sgml/mvcc.sgml</c>, "Explicit Locking").</summary>
public enum LockMode
{
    /// <summary>No lock on a table that is there before the migration.</summary>
    None,

    /// <summary>ACCESS SHARE: blocks only ACCESS EXCLUSIVE.</summary>
    AccessShare,

    /// <summary>ROW SHARE.</summary>
    RowShare,

    /// <summary>ROW EXCLUSIVE: what INSERT, UPDATE and DELETE take.</summary>
    RowExclusive,

    /// <summary>SHARE UPDATE EXCLUSIVE: blocks other schema changes and VACUUM, neither reads nor writes.</summary>
    ShareUpdateExclusive,

    /// <summary>SHARE: blocks writes.</summary>
    Share,

    /// <summary>SHARE ROW EXCLUSIVE: blocks writes.</summary>
    ShareRowExclusive,

    /// <summary>EXCLUSIVE: blocks writes.</summary>
    Exclusive,

    /// <summary>ACCESS EXCLUSIVE: blocks reads and writes.</summary>
    AccessExclusive,
}

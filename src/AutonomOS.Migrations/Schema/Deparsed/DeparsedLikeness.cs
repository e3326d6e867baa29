namespace AutonomOS.Migrations.Schema.Deparsed;

/// <summary>What two deparsed texts of servers of different major versions are to each other.</summary>
internal enum DeparsedLikeness
{
    /// <summary>One and the same statement can have made both.</summary>
    Equal,

    /// <summary>No way in which the versions print can account for the difference.</summary>
    Different,

    /// <summary>Neither can be proven.</summary>
    NotComparable,
}

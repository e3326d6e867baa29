using System.Reflection;

namespace AutonomOS.Migrations.Diagnostics;

/// <summary>
/// The table of codes: one row each, and a page <c>docs/diagnostics/CODE.md</c> for each row.
/// 00xx configuration and connection, 10xx tracking, 20xx drift, 30xx migration files, 40xx pending operations, 50xx stamping,
/// 60xx running migrations and schema files, 90xx could not verify.
/// </summary>
public static class DiagnosticCodes
{
    // 00xx: configuration and connection.
    /// <summary>The production database is not configured.</summary>
    public static readonly DiagnosticDescriptor ProductionUrlNotSet = new("AMB0001", Severity.Error, "The production database is not configured");

    /// <summary>The development database is not configured.</summary>
    public static readonly DiagnosticDescriptor DevelopmentUrlNotSet = new("AMB0002", Severity.Error, "The development database is not configured");

    /// <summary>A database URL cannot be read.</summary>
    public static readonly DiagnosticDescriptor UrlNotReadable = new("AMB0003", Severity.Error, "A database URL cannot be read");

    /// <summary>A database URL has a parameter that is not known.</summary>
    public static readonly DiagnosticDescriptor UrlParameterNotKnown = new("AMB0004", Severity.Error, "A database URL has a parameter that is not known");

    /// <summary>Development and production are the same database.</summary>
    public static readonly DiagnosticDescriptor SameDatabase = new("AMB0005", Severity.Error, "Development and production are the same database");

    /// <summary>The options of a database URL would loosen the guard's limits.</summary>
    public static readonly DiagnosticDescriptor UrlOptionsLoosen = new("AMB0006", Severity.Error, "The options of a database URL would loosen the guard's limits");

    /// <summary>A property has a value it cannot have.</summary>
    public static readonly DiagnosticDescriptor PropertyInvalid = new("AMB0007", Severity.Error, "A property has a value it cannot have");

    /// <summary>A schema of DbSchemas exists in neither database.</summary>
    public static readonly DiagnosticDescriptor SchemaNotFound = new("AMB0008", Severity.Error, "A schema of DbSchemas exists in neither database");

    /// <summary>A certificate, key or password file cannot be used.</summary>
    public static readonly DiagnosticDescriptor CredentialFileNotReadable = new("AMB0009", Severity.Error, "A certificate, key or password file cannot be used");

    /// <summary>A database cannot be reached.</summary>
    public static readonly DiagnosticDescriptor NotReachable = new("AMB0010", Severity.Error, "A database cannot be reached");

    /// <summary>A database refused the login.</summary>
    public static readonly DiagnosticDescriptor LoginRefused = new("AMB0011", Severity.Error, "A database refused the login");

    /// <summary>The role may not read what has to be read.</summary>
    public static readonly DiagnosticDescriptor NotAllowedToRead = new("AMB0012", Severity.Error, "The role may not read what has to be read");

    /// <summary>A database did not answer in time.</summary>
    public static readonly DiagnosticDescriptor TimedOut = new("AMB0013", Severity.Error, "A database did not answer in time");

    /// <summary>A lock held by someone else kept the guard from reading.</summary>
    public static readonly DiagnosticDescriptor LockedOut = new("AMB0014", Severity.Error, "A lock held by someone else kept the guard from reading");

    /// <summary>The connection was lost while reading.</summary>
    public static readonly DiagnosticDescriptor ConnectionLost = new("AMB0015", Severity.Error, "The connection was lost while reading");

    /// <summary>A secure connection could not be made.</summary>
    public static readonly DiagnosticDescriptor TlsFailed = new("AMB0016", Severity.Error, "A secure connection could not be made");

    /// <summary>The server's version is not supported.</summary>
    public static readonly DiagnosticDescriptor ServerTooOld = new("AMB0017", Severity.Error, "The server's version is not supported");

    /// <summary>No host fits target_session_attrs.</summary>
    public static readonly DiagnosticDescriptor NoSuitableHost = new("AMB0018", Severity.Error, "No host fits target_session_attrs");

    /// <summary>The check was cancelled.</summary>
    public static readonly DiagnosticDescriptor Cancelled = new("AMB0019", Severity.Error, "The check was cancelled");

    /// <summary>A report cannot be written.</summary>
    public static readonly DiagnosticDescriptor OutputNotWritable = new("AMB0020", Severity.Error, "A report cannot be written");

    /// <summary>The .NET SDK or Visual Studio is too old.</summary>
    public static readonly DiagnosticDescriptor SdkTooOld = new("AMB0021", Severity.Error, "The .NET SDK or Visual Studio is too old");

    /// <summary>A check began and did not finish.</summary>
    public static readonly DiagnosticDescriptor NotFinished = new("AMB0022", Severity.Error, "A check began and did not finish");

    /// <summary>AMB0023.</summary>
    public static readonly DiagnosticDescriptor IgnoreNotReadable = new("AMB0023", Severity.Error, "A DbIgnore entry cannot be read");

    /// <summary>DbCompare names what cannot be compared.</summary>
    public static readonly DiagnosticDescriptor CompareNotKnown = new("AMB0024", Severity.Error, "DbCompare names what cannot be compared");

    // 10xx: tracking.
    /// <summary>Production has no version table.</summary>
    public static readonly DiagnosticDescriptor ProductionNotTracked = new("AMB1001", Severity.Error, "Production has no version table");

    /// <summary>Development has no version table.</summary>
    public static readonly DiagnosticDescriptor DevelopmentNotTracked = new("AMB1002", Severity.Error, "Development has no version table");

    /// <summary>The version table is empty.</summary>
    public static readonly DiagnosticDescriptor VersionTableEmpty = new("AMB1003", Severity.Error, "The version table is empty");

    /// <summary>The version table names a revision that no file has.</summary>
    public static readonly DiagnosticDescriptor UnknownRevision = new("AMB1004", Severity.Error, "The version table names a revision that no file has");

    /// <summary>Production is not in the ancestry of development.</summary>
    public static readonly DiagnosticDescriptor HistoriesDiverged = new("AMB1005", Severity.Error, "Production is not in the ancestry of development");

    /// <summary>Development is not at the heads.</summary>
    public static readonly DiagnosticDescriptor DevelopmentNotAtHeads = new("AMB1006", Severity.Error, "Development is not at the heads");

    /// <summary>The migration files have several heads.</summary>
    public static readonly DiagnosticDescriptor SeveralHeads = new("AMB1007", Severity.Error, "The migration files have several heads");

    /// <summary>Automatic migrations are disabled while revisions are pending.</summary>
    public static readonly DiagnosticDescriptor AutoMigrationsDisabled = new("AMB1008", Severity.Warning, "Automatic migrations are disabled while revisions are pending");

    /// <summary>The version table has the wrong shape.</summary>
    public static readonly DiagnosticDescriptor VersionTableMalformed = new("AMB1009", Severity.Error, "The version table has the wrong shape");

    /// <summary>Several tables could be the version table.</summary>
    public static readonly DiagnosticDescriptor VersionTableAmbiguous = new("AMB1010", Severity.Error, "Several tables could be the version table");

    /// <summary>Revisions are pending and are not allowed to be.</summary>
    public static readonly DiagnosticDescriptor RevisionsPending = new("AMB1011", Severity.Error, "Revisions are pending and are not allowed to be");

    /// <summary>Rows of the version table overlap.</summary>
    public static readonly DiagnosticDescriptor RowsOverlap = new("AMB1012", Severity.Error, "Rows of the version table overlap");

    /// <summary>A row of the version table is no full identifier.</summary>
    public static readonly DiagnosticDescriptor RowNotARevision = new("AMB1013", Severity.Error, "A row of the version table is no full identifier");

    /// <summary>The version table is no table.</summary>
    public static readonly DiagnosticDescriptor VersionTableNotATable = new("AMB1014", Severity.Error, "The version table is no table");

    // 20xx: drift, told from production's side.
    /// <summary>An object is missing in production.</summary>
    public static readonly DiagnosticDescriptor MissingInProduction = new("AMB2001", Severity.Error, "An object is missing in production");

    /// <summary>An object exists in production only.</summary>
    public static readonly DiagnosticDescriptor ExtraInProduction = new("AMB2002", Severity.Error, "An object exists in production only");

    /// <summary>An object is different in production.</summary>
    public static readonly DiagnosticDescriptor DifferentInProduction = new("AMB2003", Severity.Error, "An object is different in production");

    /// <summary>A difference that is no drift.</summary>
    public static readonly DiagnosticDescriptor NoteworthyDifference = new("AMB2004", Severity.Info, "A difference that is no drift");

    /// <summary>Development and production run different major versions.</summary>
    public static readonly DiagnosticDescriptor MajorVersionsDiffer = new("AMB2005", Severity.Warning, "Development and production run different major versions");

    /// <summary>AMB2006.</summary>
    public static readonly DiagnosticDescriptor StaleIgnore = new("AMB2006", Severity.Warning, "A DbIgnore entry covers nothing");

    // 30xx: migration files.
    /// <summary>No Alembic configuration was found.</summary>
    public static readonly DiagnosticDescriptor ConfigurationNotFound = new("AMB3001", Severity.Error, "No Alembic configuration was found");

    /// <summary>The Alembic configuration cannot be read.</summary>
    public static readonly DiagnosticDescriptor ConfigurationNotReadable = new("AMB3002", Severity.Error, "The Alembic configuration cannot be read");

    /// <summary>The Alembic configuration names no script_location.</summary>
    public static readonly DiagnosticDescriptor ScriptLocationNotSet = new("AMB3003", Severity.Error, "The Alembic configuration names no script_location");

    /// <summary>The script location does not exist.</summary>
    public static readonly DiagnosticDescriptor ScriptLocationNotFound = new("AMB3004", Severity.Error, "The script location does not exist");

    /// <summary>A value of the Alembic configuration cannot be interpolated.</summary>
    public static readonly DiagnosticDescriptor InterpolationFailed = new("AMB3005", Severity.Error, "A value of the Alembic configuration cannot be interpolated");

    /// <summary>The path separator of the Alembic configuration is not valid.</summary>
    public static readonly DiagnosticDescriptor SeparatorInvalid = new("AMB3006", Severity.Error, "The path separator of the Alembic configuration is not valid");

    /// <summary>A version location does not exist.</summary>
    public static readonly DiagnosticDescriptor VersionLocationNotFound = new("AMB3007", Severity.Warning, "A version location does not exist");

    /// <summary>A location inside a Python package cannot be resolved.</summary>
    public static readonly DiagnosticDescriptor PackageLocationNotResolved = new("AMB3008", Severity.Error, "A location inside a Python package cannot be resolved");

    /// <summary>Compiled revision files cannot be read.</summary>
    public static readonly DiagnosticDescriptor SourcelessNotSupported = new("AMB3009", Severity.Error, "Compiled revision files cannot be read");

    /// <summary>There are no revision files.</summary>
    public static readonly DiagnosticDescriptor NoRevisions = new("AMB3010", Severity.Error, "There are no revision files");

    /// <summary>A revision file cannot be read.</summary>
    public static readonly DiagnosticDescriptor RevisionFileNotReadable = new("AMB3011", Severity.Error, "A revision file cannot be read");

    /// <summary>A revision file has no revision identifier.</summary>
    public static readonly DiagnosticDescriptor NoRevisionIdentifier = new("AMB3012", Severity.Error, "A revision file has no revision identifier");

    /// <summary>A revision file has no down_revision.</summary>
    public static readonly DiagnosticDescriptor NoDownRevision = new("AMB3013", Severity.Error, "A revision file has no down_revision");

    /// <summary>revision or down_revision cannot be evaluated.</summary>
    public static readonly DiagnosticDescriptor DynamicRevision = new("AMB3014", Severity.Error, "revision or down_revision cannot be evaluated");

    /// <summary>branch_labels or depends_on cannot be evaluated.</summary>
    public static readonly DiagnosticDescriptor DynamicAttribute = new("AMB3015", Severity.Warning, "branch_labels or depends_on cannot be evaluated");

    /// <summary>A revision identifier has characters that Alembic reserves.</summary>
    public static readonly DiagnosticDescriptor IllegalRevisionIdentifier = new("AMB3016", Severity.Error, "A revision identifier has characters that Alembic reserves");

    /// <summary>A revision identifier does not fit into the version table.</summary>
    public static readonly DiagnosticDescriptor RevisionIdentifierTooLong = new("AMB3017", Severity.Error, "A revision identifier does not fit into the version table");

    /// <summary>down_revision is an empty string.</summary>
    public static readonly DiagnosticDescriptor EmptyDownRevision = new("AMB3018", Severity.Error, "down_revision is an empty string");

    /// <summary>A revision attribute is neither text nor None.</summary>
    public static readonly DiagnosticDescriptor AttributeNotText = new("AMB3019", Severity.Error, "A revision attribute is neither text nor None");

    /// <summary>Two revision files have the same identifier.</summary>
    public static readonly DiagnosticDescriptor DuplicateRevision = new("AMB3020", Severity.Error, "Two revision files have the same identifier");

    /// <summary>down_revision names a revision that no file has.</summary>
    public static readonly DiagnosticDescriptor DanglingDownRevision = new("AMB3021", Severity.Error, "down_revision names a revision that no file has");

    /// <summary>depends_on names a revision that no file has.</summary>
    public static readonly DiagnosticDescriptor DanglingDependency = new("AMB3022", Severity.Error, "depends_on names a revision that no file has");

    /// <summary>A revision refers to itself.</summary>
    public static readonly DiagnosticDescriptor SelfReference = new("AMB3023", Severity.Error, "A revision refers to itself");

    /// <summary>Revisions form a ring.</summary>
    public static readonly DiagnosticDescriptor RevisionCycle = new("AMB3024", Severity.Error, "Revisions form a ring");

    /// <summary>Revisions and dependencies form a ring.</summary>
    public static readonly DiagnosticDescriptor DependencyCycle = new("AMB3025", Severity.Error, "Revisions and dependencies form a ring");

    /// <summary>A branch label is used twice.</summary>
    public static readonly DiagnosticDescriptor BranchLabelClash = new("AMB3026", Severity.Error, "A branch label is used twice");

    /// <summary>A value of [tool.alembic] has the wrong type.</summary>
    public static readonly DiagnosticDescriptor TomlValueType = new("AMB3027", Severity.Error, "A value of [tool.alembic] has the wrong type");

    /// <summary>A version location is empty.</summary>
    public static readonly DiagnosticDescriptor EmptyVersionLocation = new("AMB3028", Severity.Warning, "A version location is empty");

    /// <summary>What is applied cannot be told, as a dependency cannot be evaluated.</summary>
    public static readonly DiagnosticDescriptor AppliedNotKnown = new("AMB3035", Severity.Error, "What is applied cannot be told, as a dependency cannot be evaluated");

    /// <summary>Revision identifiers differ only in case.</summary>
    public static readonly DiagnosticDescriptor RevisionsDifferInCase = new("AMB3038", Severity.Warning, "Revision identifiers differ only in case");

    /// <summary>A revision identifier is a word that Alembic reserves.</summary>
    public static readonly DiagnosticDescriptor ReservedRevisionIdentifier = new("AMB3039", Severity.Error, "A revision identifier is a word that Alembic reserves");

    /// <summary>A branch label cannot be used in commands.</summary>
    public static readonly DiagnosticDescriptor BranchLabelNotUsable = new("AMB3040", Severity.Warning, "A branch label cannot be used in commands");

    /// <summary>A base revision has an empty string in depends_on.</summary>
    public static readonly DiagnosticDescriptor EmptyDependencyOfBase = new("AMB3041", Severity.Error, "A base revision has an empty string in depends_on");

    /// <summary>depends_on is an empty string.</summary>
    public static readonly DiagnosticDescriptor EmptyDependency = new("AMB3042", Severity.Warning, "depends_on is an empty string");

    // 40xx: pending operations.
    /// <summary>A pending revision drops a table.</summary>
    public static readonly DiagnosticDescriptor DropsTable = new("AMB4001", Severity.Error, "A pending revision drops a table");

    /// <summary>A pending revision drops a column.</summary>
    public static readonly DiagnosticDescriptor DropsColumn = new("AMB4002", Severity.Error, "A pending revision drops a column");

    /// <summary>A pending revision drops a schema.</summary>
    public static readonly DiagnosticDescriptor DropsSchema = new("AMB4003", Severity.Error, "A pending revision drops a schema");

    /// <summary>A pending revision drops a view.</summary>
    public static readonly DiagnosticDescriptor DropsView = new("AMB4004", Severity.Error, "A pending revision drops a view");

    /// <summary>A pending revision drops a type.</summary>
    public static readonly DiagnosticDescriptor DropsType = new("AMB4005", Severity.Error, "A pending revision drops a type");

    /// <summary>A pending revision drops a sequence.</summary>
    public static readonly DiagnosticDescriptor DropsSequence = new("AMB4006", Severity.Error, "A pending revision drops a sequence");

    /// <summary>A pending revision drops a function or procedure.</summary>
    public static readonly DiagnosticDescriptor DropsRoutine = new("AMB4007", Severity.Error, "A pending revision drops a function or procedure");

    /// <summary>A pending revision drops a policy.</summary>
    public static readonly DiagnosticDescriptor DropsPolicy = new("AMB4008", Severity.Error, "A pending revision drops a policy");

    /// <summary>A pending revision drops a constraint.</summary>
    public static readonly DiagnosticDescriptor DropsConstraint = new("AMB4009", Severity.Error, "A pending revision drops a constraint");

    /// <summary>A pending revision drops a unique index.</summary>
    public static readonly DiagnosticDescriptor DropsUniqueIndex = new("AMB4010", Severity.Error, "A pending revision drops a unique index");

    /// <summary>A pending revision truncates a table.</summary>
    public static readonly DiagnosticDescriptor Truncates = new("AMB4011", Severity.Error, "A pending revision truncates a table");

    /// <summary>A pending revision deletes or updates all rows.</summary>
    public static readonly DiagnosticDescriptor ChangesAllRows = new("AMB4012", Severity.Error, "A pending revision deletes or updates all rows");

    /// <summary>A pending revision narrows a column's type.</summary>
    public static readonly DiagnosticDescriptor NarrowsType = new("AMB4013", Severity.Error, "A pending revision narrows a column's type");

    /// <summary>A pending CASCADE takes other objects along.</summary>
    public static readonly DiagnosticDescriptor Cascades = new("AMB4014", Severity.Error, "A pending CASCADE takes other objects along");

    /// <summary>A pending revision recreates a table.</summary>
    public static readonly DiagnosticDescriptor RecreatesTable = new("AMB4015", Severity.Error, "A pending revision recreates a table");

    /// <summary>A pending revision disables row security.</summary>
    public static readonly DiagnosticDescriptor DisablesRowSecurity = new("AMB4016", Severity.Error, "A pending revision disables row security");

    /// <summary>A pending revision drops an extension.</summary>
    public static readonly DiagnosticDescriptor DropsExtension = new("AMB4017", Severity.Error, "A pending revision drops an extension");

    /// <summary>A pending revision drops all that a role owns.</summary>
    public static readonly DiagnosticDescriptor DropsOwned = new("AMB4018", Severity.Error, "A pending revision drops all that a role owns");

    /// <summary>A pending revision drops an object.</summary>
    public static readonly DiagnosticDescriptor DropsObject = new("AMB4019", Severity.Error, "A pending revision drops an object");

    /// <summary>A pending revision drops an index.</summary>
    public static readonly DiagnosticDescriptor DropsIndex = new("AMB4020", Severity.Warning, "A pending revision drops an index");

    /// <summary>A pending revision renames what running code uses.</summary>
    public static readonly DiagnosticDescriptor RenamesInUse = new("AMB4021", Severity.Error, "A pending revision renames what running code uses");

    /// <summary>A pending revision requires a value that running code does not give.</summary>
    public static readonly DiagnosticDescriptor RequiresValue = new("AMB4022", Severity.Error, "A pending revision requires a value that running code does not give");

    /// <summary>A pending NOT NULL fails on the rows that are there.</summary>
    public static readonly DiagnosticDescriptor NotNullWithoutDefault = new("AMB4031", Severity.Error, "A pending NOT NULL fails on the rows that are there");

    /// <summary>A pending unique constraint may fail on the rows that are there.</summary>
    public static readonly DiagnosticDescriptor UniqueMayFail = new("AMB4032", Severity.Error, "A pending unique constraint may fail on the rows that are there");

    /// <summary>A pending CONCURRENTLY stands inside a transaction.</summary>
    public static readonly DiagnosticDescriptor ConcurrentlyInTransaction = new("AMB4033", Severity.Error, "A pending CONCURRENTLY stands inside a transaction");

    /// <summary>A pending revision creates what production already has.</summary>
    public static readonly DiagnosticDescriptor CreatesExisting = new("AMB4034", Severity.Error, "A pending revision creates what production already has");

    /// <summary>A pending revision changes what production does not have.</summary>
    public static readonly DiagnosticDescriptor ActsOnMissing = new("AMB4035", Severity.Error, "A pending revision changes what production does not have");

    /// <summary>A pending revision uses an enum value in the transaction that adds it.</summary>
    public static readonly DiagnosticDescriptor EnumValueUsedTooEarly = new("AMB4036", Severity.Error, "A pending revision uses an enum value in the transaction that adds it");

    /// <summary>A pending index build blocks writes.</summary>
    public static readonly DiagnosticDescriptor IndexBuildBlocks = new("AMB4041", Severity.Warning, "A pending index build blocks writes");

    /// <summary>A pending constraint is verified under a lock.</summary>
    public static readonly DiagnosticDescriptor ConstraintScanBlocks = new("AMB4042", Severity.Warning, "A pending constraint is verified under a lock");

    /// <summary>A pending type change rewrites the table.</summary>
    public static readonly DiagnosticDescriptor TypeChangeRewrites = new("AMB4043", Severity.Warning, "A pending type change rewrites the table");

    /// <summary>A pending column rewrites the table.</summary>
    public static readonly DiagnosticDescriptor DefaultRewrites = new("AMB4044", Severity.Warning, "A pending column rewrites the table");

    /// <summary>A pending NOT NULL is verified under a lock.</summary>
    public static readonly DiagnosticDescriptor NotNullScanBlocks = new("AMB4045", Severity.Warning, "A pending NOT NULL is verified under a lock");

    /// <summary>A pending foreign key has no index.</summary>
    public static readonly DiagnosticDescriptor ForeignKeyWithoutIndex = new("AMB4046", Severity.Warning, "A pending foreign key has no index");

    /// <summary>A pending revision waits for locks without a limit.</summary>
    public static readonly DiagnosticDescriptor NoLockTimeout = new("AMB4047", Severity.Warning, "A pending revision waits for locks without a limit");

    /// <summary>A pending statement blocks a table while it is written anew.</summary>
    public static readonly DiagnosticDescriptor RewriteBlocks = new("AMB4048", Severity.Warning, "A pending statement blocks a table while it is written anew");

    /// <summary>A pending revision cannot be analysed.</summary>
    public static readonly DiagnosticDescriptor NotAnalysable = new("AMB4051", Severity.Warning, "A pending revision cannot be analysed");

    /// <summary>An approval matches nothing.</summary>
    public static readonly DiagnosticDescriptor ApprovalStale = new("AMB4052", Severity.Warning, "An approval matches nothing");

    /// <summary>An approval cannot be read.</summary>
    public static readonly DiagnosticDescriptor ApprovalNotReadable = new("AMB4053", Severity.Error, "An approval cannot be read");

    /// <summary>An approval has expired.</summary>
    public static readonly DiagnosticDescriptor ApprovalExpired = new("AMB4054", Severity.Warning, "An approval has expired");

    /// <summary>A pending revision has no way back.</summary>
    public static readonly DiagnosticDescriptor NoWayBack = new("AMB4055", Severity.Info, "A pending revision has no way back");

    /// <summary>The SQL file to judge cannot be read.</summary>
    public static readonly DiagnosticDescriptor SqlFileNotReadable = new("AMB4056", Severity.Error, "The SQL file to judge cannot be read");

    /// <summary>Development does not show what a pending revision does.</summary>
    public static readonly DiagnosticDescriptor PendingNotShown = new("AMB4061", Severity.Error, "Development does not show what a pending revision does");

    // 50xx: stamping.
    /// <summary>Production has an unexpected version.</summary>
    public static readonly DiagnosticDescriptor UnexpectedVersion = new("AMB5001", Severity.Error, "Production has an unexpected version");

    /// <summary>StampBaselineRevision names no revision.</summary>
    public static readonly DiagnosticDescriptor BaselineUnknown = new("AMB5002", Severity.Error, "StampBaselineRevision names no revision");

    /// <summary>The baseline revision is ambiguous.</summary>
    public static readonly DiagnosticDescriptor BaselineAmbiguous = new("AMB5003", Severity.Error, "The baseline revision is ambiguous");

    /// <summary>Production has no table.</summary>
    public static readonly DiagnosticDescriptor NothingToBaseline = new("AMB5004", Severity.Error, "Production has no table");

    /// <summary>Production cannot be written to.</summary>
    public static readonly DiagnosticDescriptor ServerReadOnly = new("AMB5005", Severity.Error, "Production cannot be written to");

    /// <summary>After the stamp an upgrade would destroy something.</summary>
    public static readonly DiagnosticDescriptor StampWouldDestroy = new("AMB5006", Severity.Error, "After the stamp an upgrade would destroy something");

    /// <summary>The baseline creates tables that production lacks.</summary>
    public static readonly DiagnosticDescriptor BaselineNotPresent = new("AMB5007", Severity.Error, "The baseline creates tables that production lacks");

    /// <summary>Another stamp or upgrade is running.</summary>
    public static readonly DiagnosticDescriptor StampInProgress = new("AMB5008", Severity.Error, "Another stamp or upgrade is running");

    /// <summary>The role may not create or fill the version table.</summary>
    public static readonly DiagnosticDescriptor NotAllowedToStamp = new("AMB5009", Severity.Error, "The role may not create or fill the version table");

    /// <summary>A pending revision cannot be judged from its file.</summary>
    public static readonly DiagnosticDescriptor PendingNotReadable = new("AMB5010", Severity.Warning, "A pending revision cannot be judged from its file");

    /// <summary>The version table does not hold what was written.</summary>
    public static readonly DiagnosticDescriptor StampNotKept = new("AMB5011", Severity.Error, "The version table does not hold what was written");

    /// <summary>Whether the stamp was committed is unknown.</summary>
    public static readonly DiagnosticDescriptor StampUncertain = new("AMB5012", Severity.Error, "Whether the stamp was committed is unknown");

    /// <summary>StampBaselineRevision stands for no revision.</summary>
    public static readonly DiagnosticDescriptor BaselineIsBase = new("AMB5013", Severity.Error, "StampBaselineRevision stands for no revision");

    /// <summary>The baseline revisions overlap.</summary>
    public static readonly DiagnosticDescriptor BaselinesOverlap = new("AMB5014", Severity.Error, "The baseline revisions overlap");

    /// <summary>Production was migrated while it was stamped.</summary>
    public static readonly DiagnosticDescriptor MigratedMeanwhile = new("AMB5015", Severity.Error, "Production was migrated while it was stamped");

    /// <summary>Production is not what the schema file of the baseline says.</summary>
    public static readonly DiagnosticDescriptor BaselineOtherwise = new("AMB5016", Severity.Error, "Production is not what the schema file of the baseline says");

    /// <summary>After the stamp an upgrade would fail or drop something.</summary>
    public static readonly DiagnosticDescriptor StampNotProven = new("AMB5017", Severity.Error, "After the stamp an upgrade would fail or drop something");

    // 60xx: running migrations and schema files.
    /// <summary>The team's Alembic was not found or cannot be started.</summary>
    public static readonly DiagnosticDescriptor AlembicNotFound = new("AMB6001", Severity.Error, "The team's Alembic was not found or cannot be started");

    /// <summary>Alembic failed.</summary>
    public static readonly DiagnosticDescriptor AlembicFailed = new("AMB6002", Severity.Error, "Alembic failed");

    /// <summary>Alembic was stopped before it ended.</summary>
    public static readonly DiagnosticDescriptor AlembicStopped = new("AMB6003", Severity.Error, "Alembic was stopped before it ended");

    /// <summary>A database URL cannot be handed to Alembic.</summary>
    public static readonly DiagnosticDescriptor UrlNotForAlembic = new("AMB6004", Severity.Error, "A database URL cannot be handed to Alembic");

    /// <summary>Another migration is running.</summary>
    public static readonly DiagnosticDescriptor MigrationInProgress = new("AMB6005", Severity.Error, "Another migration is running");

    /// <summary>The migration lock was lost.</summary>
    public static readonly DiagnosticDescriptor MigrationLockLost = new("AMB6006", Severity.Error, "The migration lock was lost");

    /// <summary>Migrations are disabled and were not applied.</summary>
    public static readonly DiagnosticDescriptor MigrationsDisabled = new("AMB6007", Severity.Warning, "Migrations are disabled and were not applied");

    /// <summary>The upgrade was refused by the guard.</summary>
    public static readonly DiagnosticDescriptor UpgradeRefused = new("AMB6008", Severity.Error, "The upgrade was refused by the guard");

    /// <summary>Alembic ended well and production is not where it should be.</summary>
    public static readonly DiagnosticDescriptor UpgradeIncomplete = new("AMB6009", Severity.Error, "Alembic ended well and production is not where it should be");

    /// <summary>A revision was left half done.</summary>
    public static readonly DiagnosticDescriptor RevisionHalfDone = new("AMB6010", Severity.Error, "A revision was left half done");

    /// <summary>What was applied is unknown.</summary>
    public static readonly DiagnosticDescriptor OutcomeUnknown = new("AMB6011", Severity.Error, "What was applied is unknown");

    /// <summary>There is no revision to go down to.</summary>
    public static readonly DiagnosticDescriptor DowngradeTargetUnknown = new("AMB6012", Severity.Error, "There is no revision to go down to");

    /// <summary>The downgrade was not confirmed.</summary>
    public static readonly DiagnosticDescriptor DowngradeNotConfirmed = new("AMB6013", Severity.Error, "The downgrade was not confirmed");

    /// <summary>The models say what no migration does.</summary>
    public static readonly DiagnosticDescriptor ModelsWithoutMigration = new("AMB6014", Severity.Error, "The models say what no migration does");

    /// <summary>Whether the models have a migration is not known.</summary>
    public static readonly DiagnosticDescriptor ModelsNotChecked = new("AMB6015", Severity.Error, "Whether the models have a migration is not known");

    /// <summary>A schema file cannot be read.</summary>
    public static readonly DiagnosticDescriptor SnapshotNotReadable = new("AMB6031", Severity.Error, "A schema file cannot be read");

    /// <summary>A schema file would lack a property.</summary>
    public static readonly DiagnosticDescriptor SnapshotIncomplete = new("AMB6032", Severity.Error, "A schema file would lack a property");

    /// <summary>There is no schema file for production's revision.</summary>
    public static readonly DiagnosticDescriptor SnapshotMissing = new("AMB6033", Severity.Error, "There is no schema file for production's revision");

    /// <summary>A head has no schema file.</summary>
    public static readonly DiagnosticDescriptor HeadWithoutSnapshot = new("AMB6034", Severity.Warning, "A head has no schema file");

    /// <summary>Development is not what the schema file of its revision says.</summary>
    public static readonly DiagnosticDescriptor SnapshotOutdated = new("AMB6035", Severity.Warning, "Development is not what the schema file of its revision says");

    /// <summary>A schema file was written with other settings.</summary>
    public static readonly DiagnosticDescriptor SnapshotOtherwise = new("AMB6036", Severity.Error, "A schema file was written with other settings");

    /// <summary>There is no scratch server.</summary>
    public static readonly DiagnosticDescriptor NoScratchServer = new("AMB6051", Severity.Error, "There is no scratch server");

    /// <summary>Alembic does not go to the scratch database.</summary>
    public static readonly DiagnosticDescriptor ReplayElsewhere = new("AMB6052", Severity.Error, "Alembic does not go to the scratch database");

    /// <summary>The migrations do not run from the beginning.</summary>
    public static readonly DiagnosticDescriptor ReplayFailed = new("AMB6053", Severity.Error, "The migrations do not run from the beginning");

    /// <summary>Production is not what its migrations make.</summary>
    public static readonly DiagnosticDescriptor ProductionNotAsReplayed = new("AMB6054", Severity.Error, "Production is not what its migrations make");

    /// <summary>Development is not what the migrations make.</summary>
    public static readonly DiagnosticDescriptor DevelopmentNotAsReplayed = new("AMB6055", Severity.Error, "Development is not what the migrations make");

    /// <summary>The deployment would not end where the migrations do.</summary>
    public static readonly DiagnosticDescriptor DeploymentEndsElsewhere = new("AMB6056", Severity.Error, "The deployment would not end where the migrations do");

    /// <summary>The deployment would fail.</summary>
    public static readonly DiagnosticDescriptor DeploymentWouldFail = new("AMB6057", Severity.Error, "The deployment would fail");

    /// <summary>A replay cannot show what it should.</summary>
    public static readonly DiagnosticDescriptor ReplayNotPossible = new("AMB6058", Severity.Error, "A replay cannot show what it should");

    /// <summary>A scratch server failed.</summary>
    public static readonly DiagnosticDescriptor ScratchServerFailed = new("AMB6059", Severity.Error, "A scratch server failed");

    // 90xx: could not verify.
    /// <summary>Differences cannot be told from pending revisions.</summary>
    public static readonly DiagnosticDescriptor PendingHideDrift = new("AMB9001", Severity.Error, "Differences cannot be told from pending revisions");

    /// <summary>The check itself failed.</summary>
    public static readonly DiagnosticDescriptor InternalFailure = new("AMB9002", Severity.Error, "The check itself failed");

    /// <summary>The catalog changed while it was read.</summary>
    public static readonly DiagnosticDescriptor ChangedWhileReading = new("AMB9003", Severity.Error, "The catalog changed while it was read");

    /// <summary>The catalog could not be read as expected.</summary>
    public static readonly DiagnosticDescriptor CatalogNotUnderstood = new("AMB9004", Severity.Error, "The catalog could not be read as expected");

    /// <summary>Objects were overlooked while reading.</summary>
    public static readonly DiagnosticDescriptor ObjectsUnaccounted = new("AMB9005", Severity.Error, "Objects of the catalog are unaccounted for");

    /// <summary>A kind of object is in use that is not compared.</summary>
    public static readonly DiagnosticDescriptor KindNotCompared = new("AMB9006", Severity.Error, "Objects of a kind that cannot be compared are in use");

    /// <summary>The role may not read a property.</summary>
    public static readonly DiagnosticDescriptor PropertyUnknown = new("AMB9007", Severity.Error, "A property may not be read by the role");

    /// <summary>Text cannot be compared across major versions.</summary>
    public static readonly DiagnosticDescriptor NotComparableAcrossVersions = new("AMB9008", Severity.Error, "Text cannot be compared across major versions");

    /// <summary>A newer server keeps in its catalogs what is not read.</summary>
    public static readonly DiagnosticDescriptor ServerTooNew = new("AMB9009", Severity.Error, "The server is newer than what the package knows");

    /// <summary>Every row, by code.</summary>
    public static IReadOnlyDictionary<string, DiagnosticDescriptor> All { get; } = typeof(DiagnosticCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<DiagnosticDescriptor>()
        .ToDictionary(row => row.Code, StringComparer.Ordinal);
}

using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning;

/// <summary>The part of <see cref="PlannedProduction"/> that is no relation: schemas, types, routines, triggers, policies, ...</summary>
/// <param name="facts">What is there before the first operation.</param>
internal sealed class PlannedObjects(ProductionFacts facts)
{
    private readonly List<ObjectFacts> present = [.. facts.Objects];
    private readonly List<ObjectFacts> created = [];

    /// <summary>All that is there.</summary>
    public IReadOnlyList<ObjectFacts> Present => this.present;

    /// <summary>Whether objects of a kind are in <c>pg_class</c>.</summary>
    /// <param name="kind">A kind, as the catalog's queries call it.</param>
    public static bool IsRelation(string kind) =>
        kind is "table" or "foreign table" or "view" or "materialized view" or "sequence" or "index" or "composite type";

    /// <summary>Whether production is asked for objects of a kind, so that one that is not told of is not there.</summary>
    /// <param name="kind">A kind, as the catalog's queries call it.</param>
    public static bool IsAskedFor(string kind) => kind is "schema" or "extension" or "enum" or "domain" or "range type" or "base type" or "type"
        or "function" or "procedure" or "aggregate" or "routine" or "trigger" or "policy" or "rule" or "domain constraint" or "collation"
        or "statistics" or "event trigger" or "publication" or "server" or "foreign data wrapper";

    /// <summary>Whether objects of a kind are in a schema: extensions, schemas, publications and the like are not.</summary>
    /// <param name="kind">A kind, as the catalog's queries call it.</param>
    public static bool HasSchema(string kind) => kind is not ("schema" or "extension" or "event trigger" or "publication" or "subscription"
        or "server" or "foreign data wrapper" or "language" or "access method" or "cast" or "transform" or "user mapping" or "role" or "database"
        or "tablespace" or "large object" or "setting" or "transaction" or "");

    /// <summary>Whether one kind is meant by another: types and routines are not always told apart.</summary>
    /// <param name="kind">A kind.</param>
    /// <param name="meant">A kind as an operation says it.</param>
    public static bool AreSame(string kind, string meant) =>
        kind == meant || (IsType(kind) && IsType(meant)) || (IsRoutine(kind) && IsRoutine(meant) && (kind == "routine" || meant == "routine"));

    /// <summary>An object that is there.</summary>
    /// <param name="kind">Its kind; those of types find each other, and <c>routine</c> finds every routine.</param>
    /// <param name="name">Its name, with its schema where it has one.</param>
    /// <param name="part">The name of a trigger, policy or rule, a routine's argument types; null for any.</param>
    /// <param name="isCertain">False when it may be another, whose argument types cannot be told from these.</param>
    public ObjectFacts? Find(string kind, QualifiedName name, string? part, out bool isCertain)
    {
        isCertain = true;
        ObjectFacts? perhaps = null;
        foreach (var found in this.present)
        {
            if (found.Name != name || !AreSame(found.Kind, kind))
            {
                continue;
            }

            var isSame = part is null || found.Part is null || found.Part == part ? true : IsRoutine(found.Kind) ? RoutineArguments.AreSame(found.Part, part) : false;
            if (isSame == true)
            {
                return found;
            }

            perhaps = isSame is null ? found : perhaps;
        }

        isCertain = perhaps is null;
        return perhaps;
    }

    /// <summary>Whether an object was created by a pending operation.</summary>
    /// <param name="found">The object, as it was found.</param>
    public bool IsNew(ObjectFacts found) => this.created.Exists(made => ReferenceEquals(made, found));

    /// <summary>With one object more.</summary>
    /// <param name="made">The object.</param>
    public void Add(ObjectFacts made)
    {
        this.present.Add(made);
        this.created.Add(made);
    }

    /// <summary>Without an object.</summary>
    /// <param name="found">The object, as it was found.</param>
    public void Remove(ObjectFacts found)
    {
        this.present.RemoveAll(one => ReferenceEquals(one, found));
        this.created.RemoveAll(one => ReferenceEquals(one, found));
    }

    /// <summary>With an object changed.</summary>
    /// <param name="found">The object, as it was found.</param>
    /// <param name="after">What it is now.</param>
    public void Replace(ObjectFacts found, ObjectFacts after)
    {
        var isNew = this.IsNew(found);
        this.Remove(found);
        this.present.Add(after);
        if (isNew)
        {
            this.created.Add(after);
        }
    }

    private static bool IsType(string kind) => kind is "enum" or "domain" or "range type" or "base type" or "type";

    private static bool IsRoutine(string kind) => kind is "function" or "procedure" or "aggregate" or "routine";
}

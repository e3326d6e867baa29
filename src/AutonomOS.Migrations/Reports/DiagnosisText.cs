using AutonomOS.Migrations.Guarding;

namespace AutonomOS.Migrations.Reports;

/// <summary>The words for a diagnosis.</summary>
public static class DiagnosisText
{
    /// <summary>As people read it, such as <c>⚠️ MISMATCH</c>.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    public static string ForPeople(Diagnosis diagnosis) => diagnosis switch
    {
        Diagnosis.Ok => "✅ OK",
        Diagnosis.Mismatch => "⚠️ MISMATCH",
        Diagnosis.Missing => "❌ MISSING",
        _ => "❓ UNVERIFIED",
    };

    /// <summary>As programs read it, such as <c>MISMATCH</c>.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    public static string ForPrograms(Diagnosis diagnosis) => diagnosis switch
    {
        Diagnosis.Ok => "OK",
        Diagnosis.Mismatch => "MISMATCH",
        Diagnosis.Missing => "MISSING",
        _ => "UNVERIFIED",
    };

    /// <summary>Reads what <see cref="ForPrograms"/> wrote.</summary>
    /// <param name="text">The word.</param>
    public static Diagnosis Parse(string? text) => text switch
    {
        "OK" => Diagnosis.Ok,
        "MISMATCH" => Diagnosis.Mismatch,
        "MISSING" => Diagnosis.Missing,
        _ => Diagnosis.Unverified,
    };
}

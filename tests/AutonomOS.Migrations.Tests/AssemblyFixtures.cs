using AutonomOS.Migrations.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
[assembly: AssemblyFixture(typeof(PostgresMajors))]
[assembly: System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]

using AutonomOS.Migrations.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
[assembly: System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]

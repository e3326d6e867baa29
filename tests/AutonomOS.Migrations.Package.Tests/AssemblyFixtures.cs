using AutonomOS.Migrations.Package.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(PackedPackage))]
[assembly: AssemblyFixture(typeof(ObservedServer))]
[assembly: System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]

// Every test runs compilers of its own; more at once only wait for each other.
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]

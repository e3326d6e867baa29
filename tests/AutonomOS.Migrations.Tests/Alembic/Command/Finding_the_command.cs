using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Command;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class Finding_the_command : IDisposable
{
    private readonly AlembicFolder folder = new();

    [Fact]
    public async Task Evidence_is_taken_in_the_order_of_the_documents()
    {
        var path = this.Program("bin/alembic");
        Assert.Equal(path, (await this.FindAsync()).File);

        this.Program("bin/python3");
        Assert.Equal(["-m", "alembic"], (await this.FindAsync()).Arguments);

        this.Program("bin/poetry");
        Assert.Equal(["-m", "alembic"], (await this.FindAsync()).Arguments);
        this.folder.Write("poetry.lock", "");
        Assert.Equal($"{this.folder.At("bin/poetry")} run alembic", (await this.FindAsync()).ToString());

        this.Program("bin/uv");
        this.folder.Write("uv.lock", "");
        Assert.Equal($"{this.folder.At("bin/uv")} run alembic", (await this.FindAsync()).ToString());

        Assert.Equal(this.Program(".venv/bin/alembic"), (await this.FindAsync()).ToString());
    }

    [Fact]
    public async Task A_python_without_Alembic_is_none()
    {
        this.Program("bin/python3", "exit 1");
        var alembic = this.Program("bin/alembic");
        Assert.Equal(alembic, (await this.FindAsync()).File);
    }

    [Fact]
    public async Task A_file_that_may_not_be_executed_is_no_program()
    {
        this.folder.Write("bin/alembic", "#!/bin/sh\n");
        await this.RefusedAsync(null, DiagnosticCodes.AlembicNotFound, "AlembicCommand");
    }

    [Theory]
    [InlineData("python3 -m alembic", "-m", "alembic")]
    [InlineData("  ./bin/python3   -X 'a b' \"c\" ''", "-X", "a b", "c", "")]
    public async Task The_command_that_is_given_is_split_as_a_shell_would(string given, params string[] arguments)
    {
        var python = this.Program("bin/python3", "exit 1");
        var found = await this.FindAsync(given);
        Assert.Equal(python, found.File);
        Assert.Equal(arguments, found.Arguments);
    }

    [Theory]
    [InlineData("nowhere -m alembic", "AMB6001", "nowhere")]
    [InlineData("./nowhere", "AMB6001", "project's folder")]
    [InlineData("'bin/alembic", "AMB0007", "quote")]
    [InlineData("''", "AMB0007", "program")]
    public async Task A_command_that_is_none_is_told(string given, string code, string part)
    {
        this.Program("bin/alembic");
        await this.RefusedAsync(given, DiagnosticCodes.All[code], part);
    }

    public void Dispose() => this.folder.Dispose();

    private string Program(string path, string script = "exit 0")
    {
        this.folder.Write(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(this.folder.At(path), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this.folder.At(path);
    }

    private Task<AlembicProgram> FindAsync(string? given = null)
    {
        Directory.CreateDirectory(this.folder.At("migrations"));
        var environment = AlembicEnvironment.OfProcessWithout().With("PATH", this.folder.At("bin"));
        return AlembicProgram.FindAsync(given, this.folder.Root, this.folder.At("migrations"), environment, CancellationToken.None);
    }

    private async Task RefusedAsync(string? given, DiagnosticDescriptor code, string part)
    {
        var refused = await Assert.ThrowsAsync<FindingException>(() => this.FindAsync(given));
        Assert.Equal(code, refused.Finding.Descriptor);
        Assert.Contains(part, refused.Finding.Message, StringComparison.Ordinal);
    }
}

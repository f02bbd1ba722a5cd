using EdgeProvision.Sandbox.Sessions;

// This program is a door of its own: the one place in this project that speaks to the console.
#pragma warning disable RS0030
var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, typeof(SandboxCommand).Assembly.Location] : [program];
return await new SandboxCommand(self, Console.Out, Console.Error).RunAsync(args);
#pragma warning restore RS0030

using EdgeProvision.ScriptHost;

if (args.Length == 0)
{
    Console.Error.WriteLine("Usage: EdgeProvision.ScriptHost SCRIPT.ps1 [-Switch] [-Name value] [value ...]");
    return 2;
}

return ScriptRunner.Run(args[0], ScriptArguments.Parse(args[1..]));

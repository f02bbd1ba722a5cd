using Spectre.Console;

namespace EdgeProvision.Cli.Terminals;

/// <summary>The console as commands see it; tests give one of strings.</summary>
internal sealed record Terminal
{
    private const int WidthWithoutTerminal = 80;

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader Input { get; init; }

    /// <summary>Somebody is there who can be asked.</summary>
    public bool InputIsTerminal { get; init; }

    public bool OutputIsTerminal { get; init; }

    /// <summary>Standard error is a terminal that understands control sequences.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Standard output is a terminal that shows colours, and nobody has set NO_COLOR.</summary>
    public bool HasColour { get; init; }

    public int Width { get; init; } = WidthWithoutTerminal;

    /// <summary>Reads a line without showing it.</summary>
    public Func<string?> ReadSecret { get; init; } = () => null;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static Terminal OfProcess()
    {
        // Spectre knows which terminals take control sequences, on every system.
        var capabilities = AnsiConsole.Profile.Capabilities;
        return new Terminal
        {
            Output = Console.Out,
            Error = Console.Error,
            Input = Console.In,
            InputIsTerminal = !Console.IsInputRedirected,
            OutputIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected && capabilities.Ansi,
            HasColour = !Console.IsOutputRedirected && capabilities.Ansi && capabilities.ColorSystem != ColorSystem.NoColors,
            Width = Console.IsOutputRedirected ? WidthWithoutTerminal : Math.Max(40, AnsiConsole.Profile.Width),
            ReadSecret = ReadHiddenLine,
        };
    }

    private static string? ReadHiddenLine()
    {
        var line = new System.Text.StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return line.ToString();
                case ConsoleKey.Backspace when line.Length > 0:
                    line.Length--;
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                        line.Append(key.KeyChar);
                    break;
            }
        }
    }
}

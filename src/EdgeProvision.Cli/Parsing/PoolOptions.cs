using System.CommandLine;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Parsing;

/// <summary>OpenNebula's further options for lists of objects; the original honoured them for hosts only.</summary>
internal sealed class PoolOptions
{
    private readonly Option<bool> _xml = new("--xml", "-x") { Description = "Not supported; use --json" };
    private readonly Option<bool> _numeric = new("--numeric", "-n") { Description = "Accepted for compatibility" };
    private readonly Option<bool> _kilobytes = new("--kilobytes", "-k") { Description = "Memory of hosts in kilobytes" };
    private readonly Option<bool> _extended = new("--extended") { Description = "Accepted for compatibility" };
    private readonly Option<bool> _describe = new("--describe") { Description = "Describe the columns" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _xml, _numeric, _kilobytes, _extended, _describe })
            command.Add(option);
    }

    public bool InKilobytes(ParseResult parsed) => parsed.GetValue(_kilobytes);

    public bool Describes(ParseResult parsed) => parsed.GetValue(_describe);

    /// <exception cref="EdgeException"><c>XmlNotSupported</c>: a table instead would be read as broken XML.</exception>
    public void RefuseXml(ParseResult parsed)
    {
        if (parsed.GetValue(_xml))
            throw new EdgeException("XmlNotSupported", ErrorKind.NotSupported, "There is no XML output.") { RecommendedAction = "Use --json, or OpenNebula's own commands, for example: onehost list --xml" };
    }
}

using System.CommandLine;
using System.Globalization;

namespace EdgeProvision.Cli.Parsing;

/// <summary>Options that take a whole number.</summary>
internal static class Numbers
{
    public static Option<int?> Option(string name, int least, string description, string valueName, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = valueName,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
                return number;
            result.AddError(FormattableString.Invariant($"{name} takes a whole number from {least} on, not '{text}'."));
            return null;
        },
    };
}

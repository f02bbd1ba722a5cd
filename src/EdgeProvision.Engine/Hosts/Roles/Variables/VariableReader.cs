using EdgeProvision.Engine.Hosts.Roles.Loading;

namespace EdgeProvision.Engine.Hosts.Roles.Variables;

/// <summary>Reads the <c>variables</c> of a role.</summary>
internal static class VariableReader
{
    private static readonly string[] Keys = ["description", "type", "default", "values", "secret"];

    /// <summary>All variables, in the order of the file.</summary>
    public static IReadOnlyList<VariableDeclaration> Read(YamlMap map, string role) => [.. map.Keys.Select(name => One(map, name, role))];

    private static VariableDeclaration One(YamlMap map, string name, string role)
    {
        if (name.Length == 0 || !(char.IsAsciiLetterLower(name[0]) || name[0] == '_') || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            throw map.At(name).Error($"'{name}' is no name for a variable: small letters, digits and '_' only.");
        var body = map.Map(name);
        body.AllowOnly(Keys);
        if (!body.Has("default"))
            throw map.At(name).Error($"The variable '{name}' has no default. Write 'default:' with nothing after it for \"not given\".");
        var written = body.OptionalText("type") ?? "text";
        if (!Enum.TryParse<VariableType>(written, true, out var type) || !Enum.IsDefined(type) || written != written.ToLowerInvariant())
            throw body.At("type").Error($"There is no type '{written}'; there are {string.Join(", ", Enum.GetNames<VariableType>()).ToLowerInvariant()}.");
        return new VariableDeclaration(
            name, role, body.Text("description"), type, body.Value("default"), body.Texts("values"), body.Flag("secret", false));
    }
}

using EdgeProvision.Engine.Hosts.Roles.Binding;
using EdgeProvision.Engine.Hosts.Roles.Expressions;
using EdgeProvision.Engine.Hosts.Roles.Templates;
using EdgeProvision.Engine.Hosts.Roles.Variables;

namespace EdgeProvision.Engine.Hosts.Roles.Loading;

/// <summary>Reads the folder of a role: <c>role.yaml</c>, and texts in <c>templates/</c>.</summary>
internal sealed class RoleReader
{
    private static readonly string[] Keys = ["description", "supported", "variables", "uses", "steps"];
    private static readonly string[] StepKeys = ["title", "name", "when", "if_changed"];

    private readonly string _folder;
    private readonly string _name;
    private readonly string _file;

    private RoleReader(string folder, string name) => (_folder, _name, _file) = (folder, name, Path.Combine(folder, "role.yaml"));

    /// <summary>Reads a role; every mistake in it is an error that names file, line and column.</summary>
    public static Role Read(string folder, string name) => new RoleReader(folder, name).Read();

    private Role Read()
    {
        var map = YamlFile.Read(_file, _file);
        map.AllowOnly(Keys);
        var supported = map.Maps("supported").Select(Supported).ToList();
        var variables = VariableReader.Read(map.Map("variables"), _name);
        var uses = map.Texts("uses").Select(u => (u, map.At("uses"))).ToList();
        var steps = new List<RoleStep>();
        foreach (var step in map.Maps("steps"))
            steps.Add(Step(step, steps));
        string[] known = [.. HostScope.FactNames, .. variables.Select(v => v.Name), .. uses.Select(u => u.u)];
        foreach (var (name, position) in steps.SelectMany(s => s.Names).Concat(variables.SelectMany(v => v.Default.Names)))
        {
            if (!known.Contains(name))
                throw position.Error($"'{name}' is no variable of this role, nor listed under 'uses', nor a fact.{NearNames.Hint(name, known)}");
        }

        return new Role(_name, map.Text("description"), supported, variables, uses, steps, ContentHash.Of(_folder));
    }

    private static SupportedSystem Supported(YamlMap map)
    {
        map.AllowOnly(["id", "versions"]);
        var versions = map.Texts("versions");
        return versions.Count > 0 ? new(map.Text("id"), versions) : throw map.Position.Error("The list 'versions' is missing.");
    }

    private RoleStep Step(YamlMap map, List<RoleStep> before)
    {
        var kinds = map.Keys.Except(StepKeys).ToList();
        if (kinds.Count != 1)
        {
            throw map.Position.Error(kinds.Count == 0
                ? $"This step does nothing: exactly one of {string.Join(", ", StepKinds.Names)} was expected."
                : $"A step is of one kind only; here are {string.Join(", ", kinds)}.");
        }

        var kind = StepKinds.Find(kinds[0]) ?? throw map.At(kinds[0]).Error(
            $"Unknown kind of step '{kinds[0]}'; there are {string.Join(", ", StepKinds.Names)}.{NearNames.Hint(kinds[0], [.. StepKinds.Names, .. StepKeys])}");
        var body = map.Map(kind.Name);
        body.AllowOnly(kind.Keys);
        foreach (var key in kind.Required)
        {
            if (!body.Has(key))
                throw map.At(kind.Name).Error($"The {kind.Name} step lacks '{key}'.");
        }

        var waits = map.Texts("if_changed");
        foreach (var name in waits)
        {
            if (!before.Exists(s => s.Name == name))
                throw map.At("if_changed").Error($"No earlier step of this role has the name '{name}'.{NearNames.Hint(name, before.Select(s => s.Name ?? ""))}");
        }

        var title = map.Text("title");
        if (before.Exists(s => s.WrittenTitle == title))
            throw map.At("title").Error("Another step of this role has the same title.");
        return new RoleStep(
            _name, kind, title, TemplateParser.Parse(title, map.TextAt("title")), map.OptionalText("name"), waits,
            map.Has("when") ? ExpressionParser.Parse(map.Text("when"), map.TextAt("when")) : null,
            Values(kind, body), map.Position);
    }

    private Dictionary<string, RoleValue> Values(StepKind kind, YamlMap body)
    {
        var values = body.Keys.ToDictionary(k => k, body.Value, StringComparer.Ordinal);
        foreach (var key in (string[])["run", "unless", "check"])
        {
            if (!values.TryGetValue(key, out var text) || text is RoleValue.Fixed)
                continue;
            throw body.At(key).Error(key == "check"
                ? "A check takes no values by {{ }}, so that no value can ever be run: it sees the candidate as \"$file\"."
                : "A command takes its values by 'with', as environment variables, not by {{ }}: so no value can ever be run.");
        }
        if (kind.Name == "command" && body.Has("with"))
            CheckNames(body.Map("with"));

        if (kind.Name == "file")
            values["content"] = FileContent(body, values);
        return values;
    }

    /// <summary>Names become assignments in shell text, and some of them belong to what runs the command.</summary>
    private static void CheckNames(YamlMap with)
    {
        foreach (var name in with.Keys)
        {
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                throw with.At(name).Error($"'{name}' is no name for an environment variable: letters, digits and '_' only.");
            if (name is "PATH" or "IFS" or "LC_ALL" or "TMPDIR" || name.StartsWith("ep_", StringComparison.OrdinalIgnoreCase))
                throw with.At(name).Error($"The name '{name}' is taken: PATH, IFS, LC_ALL, TMPDIR and names that begin with EP_ belong to what runs the command.");
        }
    }

    private RoleValue FileContent(YamlMap body, Dictionary<string, RoleValue> values)
    {
        var given = (string[])[.. new[] { "content", "template", "source" }.Where(body.Has)];
        if (given.Length != 1)
            throw body.Position.Error("A file has exactly one of content, template (a text in templates/ to fill in) and source (one to take word for word).");
        var key = given[0];
        if (key == "content")
            return values[key];
        values.Remove(key);
        var name = body.Text(key);
        var path = Path.Combine(_folder, "templates", name);
        if (name != Path.GetFileName(name) || !File.Exists(path))
            throw body.At(key).Error($"There is no file templates/{name} in this role.");
        return RoleValue.OfText(File.ReadAllText(path), key == "template", new SourcePosition(path, 1, 1));
    }
}

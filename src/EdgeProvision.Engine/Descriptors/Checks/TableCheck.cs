using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Checks;

/// <summary>Compares a section with its table: unknown keys, required keys, types.</summary>
internal sealed class TableCheck(DiagnosticBag bag, DescriptorLoadOptions options)
{
    private readonly ValueCheck _values = new(bag, options);

    /// <summary>
    /// Checks a section and those inside it. Not the <c>provision</c> of hosts and defaults: which keys it may hold depends on the driver,
    /// so it is checked when it is merged.
    /// </summary>
    public void Check(AttributeMap map, KeyTable table, string path)
    {
        foreach (var entry in map.Entries)
            CheckEntry(entry, table, Join(path, entry.Key));
        CheckRequired(map, table, path);
    }

    /// <summary>Checks one key with its value.</summary>
    public void CheckEntry(AttributeEntry entry, KeyTable table, string path)
    {
        if (table.Find(entry.Key) is not { } rule)
            UnknownKey(entry, table, path);
        else if (rule.NotYet)
            bag.Error("NotSupportedYet", entry.KeyPosition, path, $"The section {entry.Key} is known from later releases of the original; it is not supported yet.", "Create these objects after the provision.");
        else if (!entry.Value.IsMasked)
            CheckValue(entry.Value, rule, path);
    }

    /// <summary>Checks that what must be given is given.</summary>
    public void CheckRequired(AttributeMap map, KeyTable table, string path)
    {
        // From a stored text, values that were secret or masked are gone.
        if (options.IsStored && table != KeyTables.Top)
            return;
        foreach (var rule in table.Rules.Where(rule => rule.Required && !IsGiven(map, rule.Name)))
        {
            var at = map.Find(rule.Name)?.Value.Position ?? map.Position;
            var masked = map[rule.Name] is DescriptorScalar { Kind: not ScalarKind.Null } ? " A masked value counts as not given." : "";
            bag.Error("RequiredKeyMissing", at, Join(path, rule.Name), $"The required key {rule.Name} is missing in {table.Title}{Where(path)}: {rule.Description}{masked}");
        }
        foreach (var set in table.OneOf.Where(set => !set.Any(key => IsGiven(map, key))))
            bag.Error("RequiredKeyMissing", map.Position, path, $"One of the keys {string.Join(", ", set)} is required in {table.Title}{Where(path)}.");
        foreach (var given in table.Exclusive.Select(set => set.Where(key => IsGiven(map, key)).ToList()).Where(given => given.Count > 1))
            bag.Error("KeysContradict", map[given[^1]]!.Position, Join(path, given[^1]), $"Of the keys {string.Join(" and ", given)} only one may stand in {table.Title}{Where(path)}.", $"Remove {string.Join(" or ", given)}.");
    }

    private static bool IsGiven(AttributeMap map, string key) => map[key] is { IsMasked: false };

    private static string Where(string path) => path.Length == 0 ? "" : $" ({path})";

    private static string Join(string path, string key) => path.Length == 0 ? key : path + "." + key;

    private void UnknownKey(AttributeEntry entry, KeyTable table, string path)
    {
        var nearest = table.Nearest(entry.Key);
        if (table.Closed)
        {
            var allowed = string.Join(", ", table.Rules.Where(rule => rule is { Means: null, NotYet: false }).Select(rule => rule.Name));
            bag.Error(
                "UnknownKey",
                entry.KeyPosition,
                path,
                $"The key {Quoting.Short(entry.Key)} is not known in {table.Title}. Allowed are: {allowed}.",
                nearest is null ? null : $"Did you mean {nearest}?");
        }
        else if (nearest is not null)
        {
            bag.Warning("SimilarKey", entry.KeyPosition, path, $"The key {Quoting.Short(entry.Key)} is passed on as it is, but it looks much like {nearest}.", $"Did you mean {nearest}?");
        }
    }

    private void CheckValue(DescriptorValue value, KeyRule rule, string path)
    {
        switch (rule.Type, value)
        {
            case (KeyType.Any, _):
                break;
            case (KeyType.Map, AttributeMap map):
                if (rule.Table is { } table && table != KeyTables.AnyProvision && table != KeyTables.DefaultProvision)
                    Check(map, table, path);
                break;
            case (KeyType.Maps, DescriptorList list):
                for (var i = 0; i < list.Items.Count; i++)
                    CheckItem(list.Items[i], rule, FormattableString.Invariant($"{path}[{i}]"));
                break;
            case (KeyType.TextOrList, DescriptorList { Items.Count: 0 }) when rule.NeverEmpty && !options.IsStored:
                bag.Error("WrongValue", value.Position, path, $"{rule.Name} must be {ValueFormats.Name(rule.Format)}; here stands an empty list.", $"Name them, or leave {rule.Name} out.");
                break;
            case (KeyType.TextOrList, DescriptorList list):
                foreach (var item in list.Items)
                {
                    if (item is DescriptorScalar { IsMasked: false } scalarItem)
                        CheckScalar(scalarItem, rule, path);
                    else if (item is not DescriptorScalar)
                        bag.Error("WrongType", item.Position, path, $"{rule.Name} is a list of single values; here stands {TypeNames.Of(item)}.");
                }
                break;
            case (KeyType.Text or KeyType.TextOrList or KeyType.Integer or KeyType.Boolean, DescriptorScalar scalar):
                CheckScalar(scalar, rule, path);
                break;
            default:
                bag.Error("WrongType", value.Position, path, $"{rule.Name} must be {TypeNames.Of(rule.Type)}; here stands {TypeNames.Of(value)}.");
                break;
        }
    }

    private void CheckItem(DescriptorValue item, KeyRule rule, string path)
    {
        if (item is AttributeMap map)
            Check(map, rule.Table!, path);
        else
            bag.Error("WrongType", item.Position, path, $"{rule.Name} is a list of maps; here stands {TypeNames.Of(item)}.", "Each item begins with - and holds keys.");
    }

    private void CheckScalar(DescriptorScalar scalar, KeyRule rule, string path)
    {
        var text = scalar.Reveal();
        if (scalar.Origin is null && Templates.TemplateText.IsTemplate(text))
            return;
        var shown = scalar.IsSecret ? "a secret that is not" : Quoting.Short(text);
        switch (rule.Type)
        {
            case KeyType.Integer when !int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number)
                || number < (rule.Minimum ?? int.MinValue) || number > (rule.Maximum ?? int.MaxValue):
                bag.Error("WrongValue", scalar.Position, path, $"{rule.Name} must be {TypeNames.Range(rule)}; here stands {shown}.");
                break;
            case KeyType.Boolean when YamlBoolean(text) is false:
                bag.Error("WrongValue", scalar.Position, path, $"{rule.Name} must be true or false; here stands {shown}.");
                break;
            case KeyType.Text or KeyType.TextOrList when scalar.Kind == ScalarKind.Boolean:
                bag.Warning("ReadAsBoolean", scalar.Position, path, $"{rule.Name} is a text, but the word here is read as {text}.", "Put it in quotes if the word itself is meant.");
                break;
        }
        _values.Check(scalar, rule, path);
    }

    private static bool YamlBoolean(string text) => Yaml.YamlScalars.KindOf(text) == ScalarKind.Boolean || text is "0" or "1";
}

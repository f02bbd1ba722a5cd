namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>The filters of one list: what values an entry has for each, at a moment. Those with a tag's name are understood where entries have tags.</summary>
internal sealed class FilterTable<T>(
    IReadOnlyDictionary<string, Func<T, DateTimeOffset, IEnumerable<string?>>> known, Func<T, DateTimeOffset, IReadOnlyDictionary<string, string>>? tags = null)
{
    private const int MostValues = 200;

    /// <summary>Reads <c>Filter.N</c>: an entry has to pass all of them, each by any of its values.</summary>
    public Predicate<T> Read(Ec2Call call)
    {
        var tests = call.Parameters.Items("Filter").Select(filter => Read(filter, call.Moment)).ToList();
        return entry => call.IgnoresFilters || tests.TrueForAll(test => test(entry));
    }

    private Predicate<T> Read(ParameterSet filter, DateTimeOffset moment)
    {
        var name = filter.Required("Name");
        var values = filter.Texts("Value");
        if (values.Count == 0)
            throw new Ec2RefusedException("InvalidParameterValue", $"The filter '{name}' has no value");
        if (values.Count > MostValues)
            throw new Ec2RefusedException("FilterLimitExceeded", $"The maximum number of filter values specified on a single call is {MostValues}");
        var look = Look(name);
        var globs = values.Select(Glob.Of).ToList();
        return entry => look(entry, moment).Any(value => value is not null && globs.Exists(glob => glob(value)));
    }

    private Func<T, DateTimeOffset, IEnumerable<string?>> Look(string name)
    {
        if (known.TryGetValue(name, out var look))
            return look;
        if (tags is not null && name.StartsWith("tag:", StringComparison.Ordinal))
            return (entry, moment) => [tags(entry, moment).GetValueOrDefault(name["tag:".Length..])];
        if (tags is not null && name is "tag-key")
            return (entry, moment) => tags(entry, moment).Keys;
        if (tags is not null && name is "tag-value")
            return (entry, moment) => tags(entry, moment).Values;
        throw new Ec2RefusedException("InvalidParameterValue", $"The filter '{name}' is invalid");
    }
}

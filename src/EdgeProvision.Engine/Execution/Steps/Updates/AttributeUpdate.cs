using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>What is sent to give an object that stands the attributes that it should have.</summary>
/// <param name="Mode">Merge while attributes only come or change; the whole template where some go, which merging cannot do.</param>
/// <param name="Text">The text of the update.</param>
internal sealed record AttributeUpdate(UpdateMode Mode, string Text)
{
    /// <summary>Answers null when nothing has to be sent.</summary>
    /// <param name="standing">The object's template as it was just read, secrets as cipher text: they may be written back as they are.</param>
    /// <param name="wanted">Attributes that it should have.</param>
    /// <param name="dropped">Attributes that should go, sections by path (<c>PROVISION/PLAN</c>).</param>
    public static AttributeUpdate? Of(AttributeTree standing, AttributeTree wanted, IReadOnlyList<string> dropped)
    {
        List<TemplateAttribute> set = [];
        foreach (var name in wanted.Select(a => a.Name).Distinct(StringComparer.Ordinal))
        {
            if (wanted.Section(name) is not { } section)
            {
                if (wanted.Text(name) is { } text && text != (standing.Text(name) ?? ""))
                    set.Add(new TemplateAttribute(name, text));
                continue;
            }

            // Merging replaces whole sections, so what others have put there goes along.
            var before = standing.Section(name) ?? AttributeTree.Empty;
            var after = section.Aggregate(before.Without(Members(dropped, name)), (tree, member) => tree.With(member.Name, member.Text ?? ""));
            if (!after.Equals(before))
                set.Add(new TemplateAttribute(name, after));
        }

        var gone = dropped.Where(d => !d.Contains('/', StringComparison.Ordinal) && standing.Contains(d) && !wanted.Contains(d)).ToList();
        if (gone.Count == 0)
            return set.Count == 0 ? null : new AttributeUpdate(UpdateMode.Merge, TemplateWriter.Write(new AttributeTree(set)));
        var whole = set.Aggregate(standing.Without(gone), (tree, attribute) => attribute.Section is { } section ? tree.With(attribute.Name, section) : tree.With(attribute.Name, attribute.Text!));
        return new AttributeUpdate(UpdateMode.Replace, TemplateWriter.Write(whole));
    }

    private static List<string> Members(IReadOnlyList<string> dropped, string section) =>
        [.. dropped.Where(d => d.StartsWith(section + "/", StringComparison.Ordinal)).Select(d => d[(section.Length + 1)..])];
}

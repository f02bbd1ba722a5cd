using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Checks;

/// <summary>Checks the templates in a tree: that they are understood, and that what they refer to stands before them.</summary>
internal sealed class TemplateCheck(DiagnosticBag bag)
{
    /// <param name="value">The tree.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="scope">How many of each kind exist when it is evaluated.</param>
    public void Check(DescriptorValue value, string path, TemplateScope scope)
    {
        switch (value)
        {
            case AttributeMap map:
                foreach (var entry in map.Entries)
                    Check(entry.Value, path + "." + entry.Key, scope);
                break;
            case DescriptorList list:
                for (var i = 0; i < list.Items.Count; i++)
                    Check(list.Items[i], FormattableString.Invariant($"{path}[{i}]"), scope);
                break;
            case DescriptorScalar { Kind: ScalarKind.String, Origin: null } scalar:
                CheckScalar(scalar, path, scope);
                break;
        }
    }

    private void CheckScalar(DescriptorScalar scalar, string path, TemplateScope scope)
    {
        var text = scalar.Reveal();
        if (!TemplateText.IsTemplate(text))
        {
            if (text.Contains("<%=", StringComparison.Ordinal))
                bag.Warning("TemplateNotEvaluated", scalar.Position, path, "The template stays as it is, since no space follows <%=; the original leaves it alone too.", "Write <%= with a space after it.");
            return;
        }
        try
        {
            foreach (var reference in TemplateText.Parse(text).References.Where(reference => reference.IsIndexed))
                CheckReference(reference, scalar, path, scope);
        }
        catch (TemplateSyntaxException exception)
        {
            bag.Error(exception.Code, scalar.Position, path, exception.Message, exception.RecommendedAction);
        }
    }

    private void CheckReference(TemplateReference reference, DescriptorScalar scalar, string path, TemplateScope scope)
    {
        var count = scope.CountOf(reference.Kind);
        if (reference.Index < count)
            return;
        var kind = "@" + reference.Kind.ToString().ToLowerInvariant();
        var known = count switch
        {
            0 => $"nothing of {kind} exists yet when this is filled in",
            1 => $"only {kind}[0] exists when this is filled in",
            _ => FormattableString.Invariant($"only {kind}[0] to [{count - 1}] exist when this is filled in"),
        };
        bag.Error("ReferenceOutOfRange", scalar.Position, path, $"{reference} refers to something that does not exist: {known}.", "The order is: cluster, datastores, networks, hosts; each sees those before it.");
    }
}

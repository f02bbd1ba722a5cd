using EdgeProvision.Engine.Descriptors.Templates;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>What tells the hosts of a descriptor apart.</summary>
internal static class MemberKey
{
    /// <summary>
    /// The evaluated host name in lower case; the text as written when it refers to what is only known later, so that the key is the same
    /// before and after.
    /// </summary>
    public static string Of(string hostname, TemplateResolver known)
    {
        var evaluated = SafeEvaluation.Evaluate(hostname, known);
        return TemplateText.IsTemplate(evaluated) ? hostname : evaluated.ToLowerInvariant();
    }

    /// <summary>As <see cref="Of(string, TemplateResolver)"/>, where the provision's name alone is known.</summary>
    public static string Of(string hostname, string provision) =>
        Of(hostname, reference => reference.Kind == TemplateReferenceKind.Name ? provision : null);
}

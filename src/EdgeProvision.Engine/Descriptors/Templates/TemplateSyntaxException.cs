using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Templates;

/// <summary>A template holds something that is not one of the known references.</summary>
public sealed class TemplateSyntaxException : EdgeException
{
    internal TemplateSyntaxException(string message, int offset)
        : base("TemplateNotUnderstood", ErrorKind.InvalidInput, message)
    {
        Offset = offset;
        RecommendedAction = Allowed;
    }

    /// <summary>Where in the text it stands, from 0.</summary>
    public int Offset { get; }

    internal static string Allowed =>
        "Allowed are <%= @name %>, <%= @id %>, <%= @clusters[0]['ID'] %> and the same with @datastores, @vnets and @hosts.";
}

namespace EdgeProvision.Sandbox.OpenNebula.Templates;

/// <summary>A template text that the daemon's parser refuses; the message is the parser's.</summary>
internal sealed class TemplateSyntaxException(string message) : Exception(message);

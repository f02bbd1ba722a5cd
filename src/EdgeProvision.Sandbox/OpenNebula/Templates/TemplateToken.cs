namespace EdgeProvision.Sandbox.OpenNebula.Templates;

/// <summary>What the template grammar is made of; the names stand in error texts.</summary>
internal enum TemplateToken
{
    End,
    Variable,
    Equal,
    EqualEmpty,
    OpenBracket,
    CloseBracket,
    Comma,
    Text,
}

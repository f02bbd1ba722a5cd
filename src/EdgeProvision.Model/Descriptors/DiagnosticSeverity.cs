namespace EdgeProvision.Model;

/// <summary>How bad a <see cref="Diagnostic"/> is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Works, but is probably not what was meant.</summary>
    Warning,

    /// <summary>The descriptor cannot be used.</summary>
    Error,
}

namespace EdgeProvision.Cli.Terminals;

/// <summary>How much is logged, from least to most. Nothing is the default.</summary>
internal enum LogLevel
{
    Nothing,
    Warn,
    Info,
    Debug,
}

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>When a failed request is sent again.</summary>
internal enum RepeatRule
{
    /// <summary>After every transient failure: reads, deletes by id.</summary>
    Always,

    /// <summary>Only if the service surely did not act on it: power actions, where a second reboot is not the first.</summary>
    WhenNotSent,

    /// <summary>Not at all: creates, whose fate the engine settles.</summary>
    Never,
}

namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>Who chose a registered provider: that is how early its values count.</summary>
public enum RegisteredChoice
{
    /// <summary>Nobody: it is the only one that fits. It comes last.</summary>
    Only,

    /// <summary>A parameter of the command names it: nothing comes before it but other parameters.</summary>
    Parameter,

    /// <summary>The descriptor names it: it comes right after what else the descriptor says.</summary>
    Descriptor,

    /// <summary>The provision was made with it: its name is kept where the credentials of others are, and its credentials come where those do.</summary>
    Record,
}

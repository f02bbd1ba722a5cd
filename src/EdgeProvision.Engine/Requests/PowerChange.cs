namespace EdgeProvision.Engine.Requests;

/// <summary>What is asked of a host's power.</summary>
public enum PowerChange
{
    /// <summary>Power on and enable (the original's resume).</summary>
    Start,

    /// <summary>Power off, stay rented (the original's poweroff).</summary>
    Stop,

    /// <summary>Orderly reboot.</summary>
    Restart,

    /// <summary>Power off and on (the original's reset).</summary>
    Reset,
}

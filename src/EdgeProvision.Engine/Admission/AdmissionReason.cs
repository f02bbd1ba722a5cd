namespace EdgeProvision.Engine.Admission;

/// <summary>Why something is let in. Only what a descriptor has named is taken away when it does not name it any more, and members when they have left.</summary>
public enum AdmissionReason
{
    /// <summary>A descriptor says that this network may log in.</summary>
    SshFrom,

    /// <summary>A descriptor opens it.</summary>
    Open,

    /// <summary>The front-end, or somebody who ran a command when no descriptor said who may log in.</summary>
    Caller,

    /// <summary>A member of the overlay is there, whom the machines do not reach within their own network.</summary>
    Overlay,

    /// <summary>Somebody has added it by other means.</summary>
    Foreign,
}

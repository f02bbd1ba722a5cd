namespace EdgeProvision.Sandbox.Control;

/// <summary>Where in a call something happens.</summary>
public enum CallMoment
{
    /// <summary>The request has arrived, nothing has been done.</summary>
    Before,

    /// <summary>It has been done, the caller does not know yet.</summary>
    After,
}

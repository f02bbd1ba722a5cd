namespace EdgeProvision.Engine.OpenNebula;

/// <summary>What <c>one.vm.recover</c> is told.</summary>
public enum VmRecovery
{
    /// <summary>What is under way has failed.</summary>
    Failure = 0,

    /// <summary>What is under way has succeeded.</summary>
    Success = 1,

    /// <summary>Do it again.</summary>
    Retry = 2,

    /// <summary>Delete the machine, whatever it does.</summary>
    Delete = 3,
}

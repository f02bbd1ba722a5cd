namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>What a command does to a host, declared for hosts that are only modelled.</summary>
public enum CommandEffect
{
    /// <summary>Nobody has said: a modelled host refuses it.</summary>
    Undeclared,

    /// <summary>It only looks, and fails when something is not as it should be. Never reported as a change.</summary>
    Check,

    /// <summary>It makes the file named by <see cref="CommandStep.Creates"/>, and is not run when that exists.</summary>
    CreatesFile,

    /// <summary>It changes something that no other step looks at.</summary>
    Other,
}

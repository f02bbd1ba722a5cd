namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>A playbook of the user's own whose configuration stands still until the test lets it go on.</summary>
internal static class SlowPlaybook
{
    /// <summary>True on the host while it stands still.</summary>
    public const string IsWaiting = "test -e /root/waiting";

    /// <summary>Lets it go on.</summary>
    public const string LetGo = "touch /root/go";

    /// <summary>How often it was run.</summary>
    public const string Runs = "cat /root/runs";

    public static void Write(string home)
    {
        var own = Path.Combine(home, "config", "edgeprovision");
        Put(Path.Combine(own, "playbooks", "slow.yaml"), """
            description: Stands still until a file appears.
            roles: [base, slow]
            """);
        Put(Path.Combine(own, "roles", "slow", "role.yaml"), """
            description: Stands still until a file appears.
            steps:
              - title: Wait for a file
                command:
                  effect: creates
                  creates: /root/waited
                  run: |
                    echo run >> /root/runs
                    touch /root/waiting
                    while [ ! -e /root/go ]; do sleep 0.1; done
                    touch /root/waited
            """);
    }

    private static void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

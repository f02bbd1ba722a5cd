namespace EdgeProvision.Sandbox.Ec2;

/// <summary>What one account may have in one region. The defaults are those of a new account at the real service, but for instances.</summary>
public sealed record Ec2Quotas
{
    /// <summary>Instances that are not terminated.</summary>
    public int Instances { get; init; } = 1000;

    /// <summary>Virtual processors of the instances that run.</summary>
    public int Vcpus { get; init; } = 100_000;

    /// <summary>Elastic IP addresses.</summary>
    public int Addresses { get; init; } = 5;

    /// <summary>VPCs, the default one included.</summary>
    public int Vpcs { get; init; } = 5;

    /// <summary>Internet gateways.</summary>
    public int InternetGateways { get; init; } = 5;

    /// <summary>Subnets of one VPC.</summary>
    public int SubnetsPerVpc { get; init; } = 200;

    /// <summary>Route tables of one VPC.</summary>
    public int RouteTablesPerVpc { get; init; } = 200;

    /// <summary>Routes of one table.</summary>
    public int RoutesPerTable { get; init; } = 50;

    /// <summary>Security groups.</summary>
    public int SecurityGroups { get; init; } = 2500;

    /// <summary>Rules of one group in one direction.</summary>
    public int RulesPerGroup { get; init; } = 60;

    /// <summary>Groups of one network interface.</summary>
    public int GroupsPerInterface { get; init; } = 5;
}

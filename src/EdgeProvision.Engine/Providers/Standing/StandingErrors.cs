using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Standing;

/// <summary>The errors of machines that stand.</summary>
internal static class StandingErrors
{
    public static StandingException NoPower(string driver, StandingMachine machine) =>
        new("PowerNotSupported", ErrorKind.NotSupported, driver == "dummy"
            ? $"The power of host {machine.Hostname} cannot be changed: the driver 'dummy' does nothing to machines but configure them. Nothing was changed."
            : $"The power of host {machine.Hostname} cannot be changed: its descriptor gives neither redfish nor power_command. Nothing was changed.")
        {
            Target = machine.Hostname,
            ConcernsOneHost = true,
            RecommendedAction = driver == "dummy"
                ? "Switch the machine by hand. For power, the driver 'onprem' takes a redfish section or a power_command."
                : "Write a redfish section (url, user, password) or a power_command into the host's provision and update the provision, or switch the machine by hand.",
        };

    public static StandingException Taken(string id, string hostname, string? other) =>
        new("MachineTaken", ErrorKind.AlreadyExists, $"Host {hostname} has the address {ErrorText.Clean(id)}, and that machine is another host's already ({other ?? "a host of another tool"}).")
        {
            Target = hostname,
            RecommendedAction = "Give each host the address of its own machine.",
        };

    public static StandingException AddressUnknown(string hostname, string address, Exception? cause) =>
        new("MachineAddressUnknown", ErrorKind.NotFound, $"The address '{ErrorText.Clean(address)}' of host {hostname} is no IP address, and no name that leads to one from here.", cause)
        {
            Target = hostname,
            RecommendedAction = "Write the machine's IP address, or a name that resolves, as address (driver dummy: ip) into the host's provision.",
        };

    public static StandingException SettingWrong(StandingMachine machine, string key, string what) =>
        new("MachineSettingInvalid", ErrorKind.InvalidInput, $"The power of host {machine.Hostname} cannot be asked for or changed: {key} {what}.")
        {
            Target = machine.Hostname,
            ConcernsOneHost = true,
            RecommendedAction = $"Correct {key} in the host's provision and update the provision.",
        };

    public static StandingException NoPassword(StandingMachine machine) =>
        new("RedfishPasswordMissing", ErrorKind.InvalidInput, $"No password for the Redfish service of host {machine.Hostname}. Looked at: no parameter; the descriptor; what is stored with this provision; REDFISH_PASSWORD of the environment.")
        {
            Target = machine.Hostname,
            ConcernsOneHost = true,
            RecommendedAction = "Set REDFISH_PASSWORD in the environment, or write the password into the host's redfish section.",
        };
}

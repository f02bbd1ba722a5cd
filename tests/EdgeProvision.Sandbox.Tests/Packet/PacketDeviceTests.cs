using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Tests.Packet;

public sealed class PacketDeviceTests : IAsyncDisposable
{
    private const string Devices = $"/projects/{PacketBench.Project}/devices";
    private readonly DateTimeOffset _start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly PacketBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Create_Valid_GoesThroughQueuedAndProvisioningToActive()
    {
        var id = await _bench.OrderAsync();
        Assert.Equal("queued", await _bench.StateAsync(id));
        await _bench.UntilStateAsync(id, "provisioning");
        await _bench.UntilStateAsync(id, "active");
        var device = await _bench.JsonAsync("GET", $"/devices/{id}");
        Assert.Equal(100.0, (double)device["provisioning_percentage"]!);
        Assert.True(((JsonArray)device["provisioning_events"]!).Count >= 3);
        var addresses = (JsonArray)device["ip_addresses"]!;
        Assert.Equal(["10.77.0.2", "10.78.0.2"], addresses.Select(address => (string)address!["address"]!));
        Assert.Equal([true, false], addresses.Select(address => (bool)address!["public"]!));
        Assert.All(addresses, address => Assert.True((bool)address!["management"]!));
        Assert.Equal("255.255.255.128", (string)addresses[1]!["netmask"]!);
    }

    [Fact]
    public async Task Create_Baremetal0_ShowsOneProcessorAndEightGigabytes()
    {
        var id = await _bench.OrderActiveAsync();
        var specs = (await _bench.JsonAsync("GET", $"/devices/{id}"))["plan"]!["specs"]!;
        Assert.Equal(1, (int)specs["cpus"]![0]!["count"]!);
        Assert.Equal("8GB", (string)specs["memory"]!["total"]!);
        var capacity = _bench.Emulator.FindCapacity("10.77.0.2");
        Assert.Equal((id, 400, 8178892L), (capacity!.MachineId, capacity.Cpu, capacity.MemoryKib));
        Assert.Null(_bench.Emulator.FindCapacity("10.77.0.99"));
    }

    [Fact]
    public async Task Create_UserDataAndKeys_ReachTheMachineAndNothingElseDoes()
    {
        var order = PacketBench.Order("fosdem-node1");
        order["userdata"] = "#cloud-config\nssh_authorized_keys:\n  - ssh-ed25519 AAAA one@x\n  - \"ssh-rsa BBBB two\"\nruncmd:\n  - rm -rf /\n";
        order["ssh_keys"] = new JsonArray(new JsonObject { ["label"] = "me", ["key"] = "ssh-ed25519 CCCC three" });
        await _bench.JsonAsync("POST", Devices, order, 201);
        await _bench.UntilAsync(() => Task.FromResult(!_bench.Room.Orders.IsEmpty));
        var machine = Assert.Single(_bench.Room.Orders);
        Assert.Equal("fosdem-node1", machine.Hostname);
        Assert.Equal(["ssh-ed25519 CCCC three", "ssh-ed25519 AAAA one@x", "ssh-rsa BBBB two"], machine.AuthorizedKeys);
    }

    [Fact]
    public async Task Create_NoKeysNamed_TakesTheProjectsKeys()
    {
        await _bench.JsonAsync("POST", $"/projects/{PacketBench.Project}/ssh-keys", new JsonObject { ["label"] = "a", ["key"] = "ssh-rsa KEPT" }, 201);
        await _bench.OrderActiveAsync("with");
        var without = PacketBench.Order("without");
        without["no_ssh_keys"] = true;
        await _bench.JsonAsync("POST", Devices, without, 201);
        await _bench.UntilAsync(() => Task.FromResult(_bench.Room.Orders.Count == 2));
        Assert.Equal(["ssh-rsa KEPT"], _bench.Room.Orders.First(order => order.Hostname == "with").AuthorizedKeys);
        Assert.Empty(_bench.Room.Orders.First(order => order.Hostname == "without").AuthorizedKeys);
    }

    [Theory]
    [InlineData("plan", "\"huge\"", "plan huge is not valid")]
    [InlineData("plan", "null", "plan can't be blank")]
    [InlineData("operating_system", "\"windows_3\"", "operating_system windows_3 is not valid")]
    [InlineData("facility", "\"moon1\"", "facility moon1 is not a valid facility")]
    [InlineData("facility", "null", "facility or metro must be given")]
    [InlineData("metro", "\"xx\"", "metro xx is not a valid metro")]
    [InlineData("metro", "\"ny\"", "facility ams1 is not a valid facility")]
    [InlineData("hostname", "\"under_score\"", "hostname must be a valid hostname")]
    [InlineData("hostname", "\"node1\\n\"", "hostname must be a valid hostname")]
    [InlineData("billing_cycle", "\"weekly\"", "billing_cycle weekly is not a valid billing cycle")]
    [InlineData("tags", "\"a,b\"", "tags must be an array of strings")]
    [InlineData("hardware_reservation_id", "\"next-available\"", "hardware_reservation_id: no hardware reservation is available")]
    [InlineData("ip_addresses", "[{\"address_family\":4,\"public\":true}]", "ip_addresses must contain a private IPv4 address")]
    [InlineData("project_ssh_keys", "[\"nope\"]", "ssh key nope does not exist")]
    [InlineData("termination_time", "\"2020-01-01T00:00:00Z\"", "termination_time must be in the future")]
    public async Task Create_WrongField_Is422AndCostsNothing(string field, string value, string error)
    {
        var order = PacketBench.Order();
        order[field] = JsonNode.Parse(value);
        var answer = await _bench.JsonAsync("POST", Devices, order, 422);
        Assert.Equal(error, (string)Assert.Single((JsonArray)answer["errors"]!)!);
        Assert.Empty(_bench.Emulator.Ledger.Entries);
    }

    [Fact]
    public async Task Create_SeveralWrongFields_NamesThemAll()
    {
        var answer = await _bench.JsonAsync("POST", Devices, new JsonObject(), 422);
        Assert.Equal(3, ((JsonArray)answer["errors"]!).Count);
    }

    [Fact]
    public async Task Create_NotJson_Is400()
    {
        var reply = await _bench.CallAsync("POST", Devices, JsonValue.Create("text"));
        Assert.Equal(400, reply.Status);
    }

    [Theory]
    [InlineData("{\"plan\":\"baremetal_0\",\"plan\":\"baremetal_1\"}")]
    [InlineData("{\"hostname\":\"\\ud800\"}")]
    [InlineData("{\"customdata\":{\"\\ud800\":[1]}}")]
    public async Task Create_JsonThatNoTextIs_Is400(string body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Auth-Token"] = "token-1" };
        var reply = await _bench.App.AnswerAsync(new HttpCall("POST", Devices, "", headers, Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
        Assert.Equal(400, reply.Status);
    }

    [Theory]
    [InlineData("GET", "/projects", "wrong", 401)]
    [InlineData("GET", "/projects", "", 401)]
    [InlineData("GET", $"/projects/{PacketBench.ForeignProject}/devices", "token-1", 404)]
    [InlineData("GET", "/projects/nonsense/devices", "token-1", 404)]
    [InlineData("GET", "/devices/nonsense", "token-1", 404)]
    [InlineData("GET", "/nonsense", "token-1", 404)]
    [InlineData("GET", "/metal/v1/projects", "token-1", 200)]
    public async Task Call_TokenAndPath_DecideTheStatus(string method, string path, string token, int status) =>
        Assert.Equal(status, (await _bench.CallAsync(method, path, token: token)).Status);

    [Fact]
    public async Task Get_AnothersDevice_Is403()
    {
        var id = await _bench.OrderAsync();
        Assert.Equal(403, (await _bench.CallAsync("GET", $"/devices/{id}", token: "token-2")).Status);
    }

    [Fact]
    public async Task List_MoreThanTen_IsPaged()
    {
        for (var i = 0; i < 23; i++)
            await _bench.OrderAsync($"node{i}", "edge-provision=p", i % 2 == 0 ? "even" : "odd");
        var seen = new List<string>();
        var target = $"/metal/v1{Devices}?tag=edge-provision%3Dp";
        for (var pages = 1; ; pages++)
        {
            var answer = await _bench.JsonAsync("GET", target);
            seen.AddRange(((JsonArray)answer["devices"]!).Select(device => (string)device!["hostname"]!));
            Assert.Equal(23, (int)answer["meta"]!["total"]!);
            Assert.Equal(pages, (int)answer["meta"]!["current_page"]!);
            if (answer["meta"]!["next"] is not { } next)
            {
                Assert.Equal(3, pages);
                break;
            }

            target = (string)next["href"]!;
            Assert.StartsWith("/metal/v1/projects/", target, StringComparison.Ordinal);
        }

        Assert.Equal(23, seen.Distinct().Count());
        Assert.Equal(12, ((JsonArray)(await _bench.JsonAsync("GET", $"{Devices}?tag=even&per_page=100"))["devices"]!).Count);
        Assert.Equal(422, (await _bench.CallAsync("GET", $"{Devices}?per_page=0")).Status);
    }

    [Theory]
    [InlineData("tag=edge-key%3Da", 1)]
    [InlineData("tag=edge-key", 0)]
    [InlineData("hostname=NODE", 2)]
    [InlineData("search=edge-key", 1)]
    [InlineData("facility=ewr1", 0)]
    [InlineData("metro=am", 2)]
    public async Task List_Filter_ShowsWhatMatches(string query, int count)
    {
        await _bench.OrderAsync("node1", "edge-key=a");
        await _bench.OrderAsync("node2");
        Assert.Equal(count, ((JsonArray)(await _bench.JsonAsync("GET", $"{Devices}?{query}"))["devices"]!).Count);
    }

    [Fact]
    public async Task List_WithLag_ShowsThePast()
    {
        _bench.Emulator.Conditions.ListLag = TimeSpan.FromSeconds(5);
        var id = await _bench.OrderAsync();
        Assert.Empty((JsonArray)(await _bench.JsonAsync("GET", Devices))["devices"]!);
        Assert.Equal("queued", await _bench.StateAsync(id));
        await _bench.UntilStateAsync(id, "active");
        _bench.Clock.Advance(TimeSpan.FromSeconds(6));
        await _bench.CallAsync("DELETE", $"/devices/{id}");
        await _bench.UntilGoneAsync(id);
        var shown = Assert.Single((JsonArray)(await _bench.JsonAsync("GET", Devices))["devices"]!);
        Assert.Equal("active", (string)shown!["state"]!);
        _bench.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Empty((JsonArray)(await _bench.JsonAsync("GET", Devices))["devices"]!);
    }

    [Fact]
    public async Task Act_PowerOffAndOn_MovesDeviceAndMachine()
    {
        var id = await _bench.OrderActiveAsync();
        Assert.Equal(202, (await ActAsync(id, "power_off")).Status);
        Assert.Equal("powering_off", await _bench.StateAsync(id));
        Assert.Equal(422, (await ActAsync(id, "power_on")).Status);
        Assert.Equal(202, (await ActAsync(id, "power_off")).Status);
        await _bench.UntilStateAsync(id, "inactive");
        Assert.False(_bench.Room.IsOn(id));
        Assert.Equal(422, (await ActAsync(id, "reboot")).Status);
        await ActAsync(id, "power_on");
        Assert.Equal("powering_on", await _bench.StateAsync(id));
        await _bench.UntilStateAsync(id, "active");
        Assert.True(_bench.Room.IsOn(id));
        Assert.Equal([$"off {id}", $"on {id}"], _bench.Room.Actions);
    }

    [Fact]
    public async Task Act_RebootAndReinstall_ReachTheMachine()
    {
        var id = await _bench.OrderActiveAsync();
        await ActAsync(id, "reboot");
        Assert.Equal("active", await _bench.StateAsync(id));
        await ActAsync(id, "reinstall");
        Assert.Equal("reinstalling", await _bench.StateAsync(id));
        Assert.Equal(422, (await ActAsync(id, "reinstall")).Status);
        await _bench.UntilStateAsync(id, "active");
        Assert.Equal([$"reboot {id}", $"reinstall {id}"], _bench.Room.Actions);
        Assert.Equal(422, (await ActAsync(id, "explode")).Status);
    }

    [Fact]
    public async Task Act_WhileQueued_Is422()
    {
        var id = await _bench.OrderAsync();
        Assert.Equal(422, (await ActAsync(id, "power_off")).Status);
    }

    [Fact]
    public async Task Update_TagsAndLock_AreKept()
    {
        var id = await _bench.OrderActiveAsync();
        await _bench.JsonAsync("PUT", $"/devices/{id}", new JsonObject { ["tags"] = new JsonArray("x"), ["locked"] = true, ["hostname"] = "other" });
        var device = await _bench.JsonAsync("GET", $"/devices/{id}");
        Assert.Equal(("x", "other"), ((string)device["tags"]![0]!, (string)device["hostname"]!));
        Assert.Equal(422, (await _bench.CallAsync("DELETE", $"/devices/{id}")).Status);
        await _bench.JsonAsync("PUT", $"/devices/{id}", new JsonObject { ["locked"] = false });
        Assert.Equal(204, (await _bench.CallAsync("DELETE", $"/devices/{id}")).Status);
    }

    [Fact]
    public async Task Delete_Active_DeprovisionsThen404()
    {
        var id = await _bench.OrderActiveAsync();
        Assert.Equal(204, (await _bench.CallAsync("DELETE", $"/devices/{id}")).Status);
        Assert.Equal("deprovisioning", await _bench.StateAsync(id));
        await _bench.UntilGoneAsync(id);
        Assert.Null(_bench.Room.Find(id));
        var entry = Assert.Single(_bench.Emulator.Ledger.Entries);
        Assert.True(entry.BoughtAt < entry.UsableAt && entry.UsableAt <= entry.ReleasedAt && entry.ReleasedAt < entry.GoneAt);
    }

    [Fact]
    public async Task Delete_WhileInstalling_EndsTheInstallationAndLeavesNoMachine()
    {
        _bench.Room.Installing = token => Task.Delay(Timeout.Infinite, token);
        var id = await _bench.OrderAsync();
        await _bench.UntilAsync(() => Task.FromResult(!_bench.Room.Orders.IsEmpty));
        await _bench.CallAsync("DELETE", $"/devices/{id}");
        await _bench.UntilGoneAsync(id);
        Assert.Empty(_bench.Room.List());
    }

    [Fact]
    public async Task Create_MachineFails_DeviceFailsAndCanBeDeleted()
    {
        _bench.Room.Installing = _ => throw new IOException("no disk");
        var id = await _bench.OrderAsync();
        await _bench.UntilStateAsync(id, "failed");
        Assert.Contains("no disk", (await _bench.JsonAsync("GET", $"/devices/{id}/events")).ToJsonString(), StringComparison.Ordinal);
        await _bench.CallAsync("DELETE", $"/devices/{id}");
        await _bench.UntilGoneAsync(id);
    }

    [Fact]
    public async Task Conditions_FailNext_FailsThatManyOnly()
    {
        _bench.Emulator.Conditions.FailNext(1);
        var failing = await _bench.OrderAsync("first");
        var healthy = await _bench.OrderAsync("second");
        await _bench.UntilStateAsync(failing, "failed");
        await _bench.UntilStateAsync(healthy, "active");
        Assert.Equal(2, _bench.Emulator.Ledger.Entries.Count);
    }

    [Fact]
    public async Task Conditions_MuteNext_DeviceIsActiveButMachineDark()
    {
        _bench.Emulator.Conditions.MuteNext(1);
        var id = await _bench.OrderActiveAsync();
        Assert.False(_bench.Room.IsOn(id));
    }

    [Fact]
    public async Task Create_TerminationTime_EndsTheDevice()
    {
        var order = PacketBench.Order();
        order["termination_time"] = "2026-11-22T12:00:30Z";
        var id = (string)(await _bench.JsonAsync("POST", Devices, order, 201))["id"]!;
        await _bench.UntilStateAsync(id, "active");
        await _bench.UntilGoneAsync(id);
        Assert.True(_bench.Emulator.Ledger.Entries[0].ReleasedAt >= new DateTimeOffset(2026, 11, 22, 12, 0, 30, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("\"2026-11-22T12:01:00Z\"", 60)]
    [InlineData("null", null)]
    public async Task Update_OfTheTerminationTime_EndsTheDeviceThenOrNever(string changed, int? seconds)
    {
        var order = PacketBench.Order();
        order["termination_time"] = "2026-11-22T12:00:30Z";
        var id = (string)(await _bench.JsonAsync("POST", Devices, order, 201))["id"]!;
        await _bench.UntilStateAsync(id, "active");

        var shown = await _bench.JsonAsync("PUT", $"/devices/{id}", new JsonObject { ["termination_time"] = JsonNode.Parse(changed) });

        Assert.Equal(seconds is null ? null : "2026-11-22T12:01:00Z", (string?)shown["termination_time"]);
        await _bench.UntilAsync(() => Task.FromResult(_bench.Clock.GetUtcNow() >= _start + TimeSpan.FromSeconds(40)));
        Assert.Equal("active", await _bench.StateAsync(id));
        if (seconds is null)
            return;
        await _bench.UntilGoneAsync(id);
        Assert.True(_bench.Emulator.Ledger.Entries[0].ReleasedAt >= _start + TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Update_OfAnotherMember_LeavesTheTerminationTime()
    {
        var order = PacketBench.Order();
        order["termination_time"] = "2026-11-23T12:00:00Z";
        var id = (string)(await _bench.JsonAsync("POST", Devices, order, 201))["id"]!;

        var shown = await _bench.JsonAsync("PUT", $"/devices/{id}", new JsonObject { ["description"] = "kept" });

        Assert.Equal("2026-11-23T12:00:00Z", (string?)shown["termination_time"]);
        Assert.Equal(422, (await _bench.CallAsync("PUT", $"/devices/{id}", new JsonObject { ["termination_time"] = "2020-01-01T00:00:00Z" })).Status);
    }

    [Fact]
    public async Task Update_OfTheTerminationTimeWhereItIsKept_IsWithoutEffect()
    {
        _bench.Emulator.Conditions.KeepsTerminationTimes = true;
        var id = await _bench.OrderAsync();

        Assert.Null((await _bench.JsonAsync("PUT", $"/devices/{id}", new JsonObject { ["termination_time"] = "2026-11-23T12:00:00Z" }))["termination_time"]);
    }

    [Theory]
    [InlineData("/facilities", "facilities", "ams1")]
    [InlineData("/locations/metros", "metros", "\"am\"")]
    [InlineData("/plans", "plans", "baremetal_0")]
    [InlineData($"/projects/{PacketBench.Project}/plans", "plans", "t1.small.x86")]
    [InlineData("/operating-systems", "operating_systems", "ubuntu_18_04")]
    [InlineData("/projects", "projects", PacketBench.Project)]
    public async Task Catalogue_Lists_Contain(string path, string name, string text)
    {
        var answer = await _bench.JsonAsync("GET", path);
        Assert.Contains(text, answer[name]!.ToJsonString(), StringComparison.Ordinal);
    }

    private Task<HttpReply> ActAsync(string id, string type) => _bench.CallAsync("POST", $"/devices/{id}/actions", new JsonObject { ["type"] = type });
}

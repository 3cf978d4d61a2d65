using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Access;
using Moderation.Api.Access.Accounts;
using Moderation.Api.Policies;
using Moderation.Core.Access;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>The Api on a real port of loopback, for browsers.</summary>
internal static class ConsoleHost
{
    /// <summary>Starts listening; said before anything else is asked of the application.</summary>
    public static Uri Listen(this ModerationApplication app)
    {
        app.UseKestrel(0);
        app.StartServer();
        return new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "localhost", StringComparison.Ordinal));
    }

    /// <summary>Makes an account with a password of its own, and signs the reader in by the page for it.</summary>
    public static async Task SignInAsync(this ConsoleReader reader, ModerationApplication app, string name, params Role[] roles)
    {
        const string Password = "tulips in the rain";
        var made = await app.Services.GetRequiredService<AccountDesk>().CreateAsync(name, roles, Maker, CancellationToken.None);
        await reader.GoAsync("/console/sign-in");
        // By name and not by label, because people sign in in every language.
        await reader.Page.Locator("input[name=name]").FillAsync(name);
        await reader.Page.Locator("input[name=password]").FillAsync(made!.Password);
        await reader.Page.Locator("input[name=newPassword]").FillAsync(Password);
        await reader.Page.Locator("button.main").ClickAsync();
        await reader.Page.WaitForURLAsync(url => !url.EndsWith("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Has a version of a sheet live, as two others wrote and approved it.</summary>
    public static async Task LiveVersionAsync(this ModerationApplication app, string yaml)
    {
        var (sheet, policies) = (SheetCompiler.FromYaml(yaml), app.Services.GetRequiredService<PolicyLifecycle>());
        await policies.HandInAsync(sheet, yaml, "eve", null, CancellationToken.None);
        foreach (var stage in new[] { PolicyStage.Tested, PolicyStage.Shadow, PolicyStage.Live })
            Assert.NotNull((await policies.PromoteAsync(sheet.Name, sheet.SheetHash, new PromoteRequest { To = stage }, "dan", CancellationToken.None)).Version);
    }

    private static Caller Maker => new()
    {
        Id = "tests", Name = "tests", Pseudonym = Pseudonym.Of("tests"), Kind = CallerKind.Service, Roles = [Role.Admin], Proof = CallerProof.Development,
    };
}

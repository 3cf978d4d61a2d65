using Microsoft.Extensions.Options;

namespace Moderation.Api.Hosting;

internal static class CheckedOptions
{
    /// <summary>Binds a section, refuses keys it does not know, and checks the values when the host starts.</summary>
    public static OptionsBuilder<TOptions> AddCheckedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>()
            .Configure<IConfiguration>((_, configuration) => RefuseUnknown<TOptions>(configuration.GetSection(section)))
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();

    // The binder refuses them too, but its text names a class of ours instead of the section that an operator wrote.
    private static void RefuseUnknown<TOptions>(IConfigurationSection section)
    {
        var known = typeof(TOptions).GetProperties().Select(property => property.Name).ToList();
        var unknown = section.GetChildren().FirstOrDefault(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        if (unknown is not null)
            throw new StartRefusedException($"{unknown.Path} is not a setting; {section.Path} has {string.Join(", ", known)}");
    }
}

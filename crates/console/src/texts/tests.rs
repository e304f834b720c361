//! Texts are complete and equal in every language.

use super::*;

fn both() -> [&'static Texts; 2] {
    [Texts::get(Lang::En), Texts::get(Lang::Es)]
}

#[test]
fn numbers_in_texts_follow_the_language_and_the_plural() {
    let [en, es] = both();
    assert_eq!(en.users_count(1_i64), "1 user");
    assert_eq!(en.users_count(84_213_i64), "84,213 users");
    assert_eq!(es.users_count(1_i64), "1 usuario");
    assert_eq!(es.users_count(4_213_i64), "4213 usuarios");
    assert_eq!(es.users_count(84_213_i64), "84.213 usuarios");
}

#[test]
fn words_are_put_in_without_invisible_marks() {
    let [en, _] = both();
    assert_eq!(en.users_tick("Zoë"), "Select Zoë");
}

#[test]
fn every_plain_key_has_a_text_in_both_languages() {
    for t in both() {
        for key in KEYS {
            assert!(t.bundle.has(key), "{key} in {:?}", t.lang);
        }
    }
}

#[test]
fn the_labels_of_section_19_are_exact() {
    let [en, es] = both();
    for (english, spanish, label, etiqueta) in [
        (en.rail_billing(), es.rail_billing(), "Billing", "Facturación"),
        (en.rail_licenses(), es.rail_licenses(), "Licenses", "Licencias"),
        (en.rail_users(), es.rail_users(), "Users", "Usuarios"),
        (en.rail_active_users(), es.rail_active_users(), "Active users", "Usuarios activos"),
        (en.rail_deleted_users(), es.rail_deleted_users(), "Deleted users", "Usuarios eliminados"),
        (en.rail_your_products(), es.rail_your_products(), "Your products", "Sus productos"),
        (en.assign_button(), es.assign_button(), "Assign licenses", "Asignar licencias"),
        (en.assign_title(), es.assign_title(), "Assign licenses to users", "Asignar licencias a usuarios"),
        (
            en.plans_toggle(),
            es.plans_toggle(),
            "Turn apps and services on or off",
            "Activar o desactivar aplicaciones y servicios",
        ),
        (en.assign_do(), es.assign_do(), "Assign", "Asignar"),
        (en.close(), es.close(), "Close", "Cerrar"),
        (en.unassign_title(), es.unassign_title(), "Unassign licenses", "Anular la asignación de licencias"),
        (en.unassign_button(), es.unassign_button(), "Unassign", "Quitar la asignación"),
        (en.user_licenses_tab(), es.user_licenses_tab(), "Licenses and Apps", "Licencias y aplicaciones"),
        (en.save_changes(), es.save_changes(), "Save changes", "Guardar cambios"),
        (
            en.several_title(),
            es.several_title(),
            "Manage product licenses",
            "Administrar licencias de producto",
        ),
        (en.several_assign(), es.several_assign(), "Assign more", "Asignar más"),
        (en.several_replace(), es.several_replace(), "Replace", "Reemplazar"),
        (en.several_unassign(), es.several_unassign(), "Unassign all", "Anular la asignación de todos"),
        (en.several_done(), es.several_done(), "Done", "Listo"),
        (
            en.column_available_quantity(),
            es.column_available_quantity(),
            "Available quantity",
            "Cantidad disponible",
        ),
        (en.users_export(), es.users_export(), "Export users", "Exportar usuarios"),
        (en.delete_button(), es.delete_button(), "Delete user", "Eliminar usuario"),
    ] {
        assert_eq!(english, label);
        assert_eq!(spanish, etiqueta);
    }
}

#[test]
fn the_labels_of_section_20_are_exact() {
    let [en, es] = both();
    for (english, spanish, label, etiqueta) in [
        (en.rail_dashboard(), es.rail_dashboard(), "Dashboard", "Panel"),
        (en.rail_customers(), es.rail_customers(), "Customers", "Clientes"),
        (
            en.rail_users_and_licenses(),
            es.rail_users_and_licenses(),
            "Users and licenses",
            "Usuarios y licencias",
        ),
        (en.pager_first(), es.pager_first(), "First", "Primera"),
        (en.pager_previous(), es.pager_previous(), "Previous", "Anterior"),
        (en.pager_next(), es.pager_next(), "Next", "Siguiente"),
        (en.pager_last(), es.pager_last(), "Last", "Última"),
        (en.users_selected_link(), es.users_selected_link(), "Selected users", "Usuarios seleccionados"),
        (en.manage_title(), es.manage_title(), "Manage licenses", "Administrar licencias"),
        (
            en.manage_section(),
            es.manage_section(),
            "Assign and revoke licenses",
            "Asignar y revocar licencias",
        ),
        (en.column_product(), es.column_product(), "Product", "Producto"),
        (en.column_available(), es.column_available(), "Available licenses", "Licencias disponibles"),
        (en.column_assigned(), es.column_assigned(), "Assigned", "Asignado"),
        (en.buy_more(), es.buy_more(), "Buy more", "Comprar más"),
        (en.manage_plans(), es.manage_plans(), "View service plans", "Ver planes de servicio"),
        (en.save(), es.save(), "Save", "Guardar"),
        (en.updated_title(), es.updated_title(), "Licenses updated", "Licencias actualizadas"),
        (en.restore_button(), es.restore_button(), "Restore", "Restaurar"),
        (en.users_filter_by(), es.users_filter_by(), "Filter users by...", "Filtrar usuarios por..."),
    ] {
        assert_eq!(english, label);
        assert_eq!(spanish, etiqueta);
    }
}

#[test]
fn one_is_told_as_one_and_nobody_without_names() {
    let [en, es] = both();
    assert_eq!(es.ops_did_import(1_i64, 2_i64), "Usuarios de un archivo: 1 creado, 2 actualizados");
    assert_eq!(
        es.ops_lead_import(1_i64, 1_i64, 1_i64, 1_i64, 1_i64),
        "1 línea del archivo: 1 creado, 1 actualizado, 1 ya existente, 1 rechazada."
    );
    assert_eq!(en.start_delete_names(0_i64, "Lucía Belmonte"), "Nobody will be deleted.");
    assert_eq!(es.start_delete_names(0_i64, "Lucía Belmonte"), "No se eliminará a nadie.");
}

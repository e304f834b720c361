//! What people can do through the use cases, as stories on both engines.

mod saving;
mod changing;
mod racing;
mod slices;
mod standing;
mod undoing;
mod selecting;
mod deleting;
mod settling;
mod locating;
mod buying;
mod feeding;
mod holding;
mod living;
mod passing;
mod signing_in;
mod setting_up;
mod growing;
mod adding;
mod importing;
mod license_files;
mod foreign;
mod audit;
mod roles;
mod viewing;
mod hinting;

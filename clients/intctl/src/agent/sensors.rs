// SPDX-License-Identifier: Apache-2.0

//! The sensors of this machine.
//!
//! Every value is what the operating system says, as a whole number: a reading is signed, and
//! fractions are not written the same way everywhere. What the machine does not have is absent.

use serde_json::{json, Map, Value};
use std::{
	collections::BTreeMap,
	path::Path,
	thread,
	time::{Duration, Instant},
};
use sysinfo::{Components, Disks, Networks, System, MINIMUM_CPU_UPDATE_INTERVAL};

/// Bytes of a sector in `/proc/diskstats`, on any disk (Linux, `Documentation/admin-guide/iostats`).
const SECTOR: u64 = 512;

/// Memory, bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
	/// All there is.
	pub total: u64,
	/// What is not available to new programs.
	pub used: u64,
}

/// Two counters of bytes that only grow while the machine runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counters {
	/// Received, or read.
	pub taken: u64,
	/// Sent, or written.
	pub given: u64,
}

/// A file system, bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
	/// Its size.
	pub total: u64,
	/// What is free for use.
	pub available: u64,
}

/// What the sensors say at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readings {
	/// Load of all processors since the reading before, hundredths of a percent.
	pub cpu: Option<u64>,
	/// Memory.
	pub memory: Option<Memory>,
	/// Network interfaces by name.
	pub network: BTreeMap<String, Counters>,
	/// File systems by the folder that they are mounted at.
	pub disks: BTreeMap<String, Space>,
	/// Disks by name.
	pub disk_io: BTreeMap<String, Counters>,
	/// Temperatures by the label of the sensor, thousandths of a degree Celsius.
	pub temperatures: BTreeMap<String, i64>,
	/// Seconds since the machine started.
	pub uptime: u64,
}

/// Reads the sensors.
#[derive(Debug)]
pub struct Sensors {
	system: System,
	cpu_read: Instant,
}

impl Default for Sensors {
	fn default() -> Self {
		Self::new()
	}
}

impl Sensors {
	/// Begins to watch the processors.
	pub fn new() -> Self {
		let mut system = System::new();
		system.refresh_cpu_usage();
		Self { system, cpu_read: Instant::now() }
	}

	/// Reads all sensors. Waits a moment where the last reading is too fresh for a load.
	pub fn read(&mut self) -> Readings {
		// A little more than what is asked for, or the load is not computed anew.
		let enough = MINIMUM_CPU_UPDATE_INTERVAL.saturating_add(Duration::from_millis(20));
		thread::sleep(enough.saturating_sub(self.cpu_read.elapsed()));
		self.system.refresh_cpu_usage();
		self.cpu_read = Instant::now();
		self.system.refresh_memory();
		Readings {
			cpu: self.cpu(),
			memory: self.memory(),
			network: network(),
			disks: disks(),
			disk_io: disk_io(),
			temperatures: temperatures(),
			uptime: System::uptime(),
		}
	}

	fn cpu(&self) -> Option<u64> {
		let percent = self.system.global_cpu_info().cpu_usage();
		let known = !self.system.cpus().is_empty() && percent.is_finite() && percent >= 0.0;
		known.then(|| (percent * 100.0).round() as u64)
	}

	fn memory(&self) -> Option<Memory> {
		let total = self.system.total_memory();
		let used = total.saturating_sub(self.system.available_memory());
		(total > 0).then_some(Memory { total, used })
	}
}

fn network() -> BTreeMap<String, Counters> {
	Networks::new_with_refreshed_list()
		.list()
		.iter()
		.map(|(name, data)| {
			let counters =
				Counters { taken: data.total_received(), given: data.total_transmitted() };
			(name.clone(), counters)
		})
		.collect()
}

fn disks() -> BTreeMap<String, Space> {
	Disks::new_with_refreshed_list()
		.list()
		.iter()
		.map(|disk| {
			let space = Space { total: disk.total_space(), available: disk.available_space() };
			(disk.mount_point().display().to_string(), space)
		})
		.collect()
}

/// What was read from and written to each disk, where the system counts it.
fn disk_io() -> BTreeMap<String, Counters> {
	let statistics = std::fs::read_to_string("/proc/diskstats").unwrap_or_default();
	parse_diskstats(&statistics)
		.into_iter()
		// Whole disks that were ever used: not their partitions, whose bytes are among the disk's.
		.filter(|(name, counters)| {
			(counters.taken > 0 || counters.given > 0)
				&& Path::new("/sys/block").join(name).exists()
		})
		.collect()
}

/// Name and counters of each line of `/proc/diskstats`: sectors read are its sixth field, sectors
/// written its tenth.
fn parse_diskstats(text: &str) -> BTreeMap<String, Counters> {
	text.lines()
		.filter_map(|line| {
			let fields: Vec<&str> = line.split_whitespace().collect();
			let sectors = |at: usize| fields.get(at)?.parse::<u64>().ok()?.checked_mul(SECTOR);
			let counters = Counters { taken: sectors(5)?, given: sectors(9)? };
			Some(((*fields.get(2)?).to_owned(), counters))
		})
		.collect()
}

fn temperatures() -> BTreeMap<String, i64> {
	Components::new_with_refreshed_list()
		.list()
		.iter()
		.filter(|component| component.temperature().is_finite())
		.map(|component| {
			let milli = (f64::from(component.temperature()) * 1_000.0).round() as i64;
			(component.label().to_owned(), milli)
		})
		.collect()
}

impl Readings {
	/// The readings as JSON: `null` for what is absent, and its name in the list `absent`.
	pub fn json(&self) -> Value {
		let mut body = Map::new();
		let mut absent = Vec::new();
		let mut put = |name: &str, value: Option<Value>| {
			if value.is_none() {
				absent.push(Value::from(name));
			}
			body.insert(name.to_owned(), value.unwrap_or_default());
		};
		put("cpu_percent_x100", self.cpu.map(Value::from));
		put(
			"memory_bytes",
			self.memory.map(|memory| json!({ "total": memory.total, "used": memory.used })),
		);
		put(
			"network_bytes",
			map(
				&self.network,
				|counters| json!({ "received": counters.taken, "sent": counters.given }),
			),
		);
		put(
			"disk_space_bytes",
			map(&self.disks, |space| json!({ "total": space.total, "available": space.available })),
		);
		put(
			"disk_io_bytes",
			map(
				&self.disk_io,
				|counters| json!({ "read": counters.taken, "written": counters.given }),
			),
		);
		put("temperature_celsius_x1000", map(&self.temperatures, |value| Value::from(*value)));
		put("uptime_seconds", Some(Value::from(self.uptime)));
		body.insert("absent".to_owned(), Value::Array(absent));
		Value::Object(body)
	}
}

/// A map as JSON; nothing when it is empty.
fn map<T>(values: &BTreeMap<String, T>, json: impl Fn(&T) -> Value) -> Option<Value> {
	let fields: Map<String, Value> =
		values.iter().map(|(name, value)| (name.clone(), json(value))).collect();
	(!fields.is_empty()).then_some(Value::Object(fields))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_absent_is_said_absent() {
		let nothing = Readings {
			cpu: None,
			memory: None,
			network: BTreeMap::new(),
			disks: BTreeMap::new(),
			disk_io: BTreeMap::new(),
			temperatures: BTreeMap::new(),
			uptime: 1,
		};
		let json = nothing.json();
		assert_eq!(json["temperature_celsius_x1000"], Value::Null);
		assert_eq!(json["uptime_seconds"], 1);
		let absent = json["absent"].as_array().unwrap();
		assert_eq!(absent.len(), 6);
		assert!(absent.contains(&Value::from("temperature_celsius_x1000")));
	}

	#[test]
	fn sectors_are_counted_in_bytes() {
		let text = "   7       0 loop0 0 0 0 0 0 0 0 0 0 0 0\n \
			254       0 vda 304913 24915 16546874 563552 310502 199307 24015944 168254 0 1 2\n \
			broken line\n";
		let disks = parse_diskstats(text);
		assert_eq!(disks.len(), 2);
		let expected = Counters { taken: 16_546_874 * 512, given: 24_015_944 * 512 };
		assert_eq!(disks["vda"], expected);
	}

	#[cfg(target_os = "linux")]
	mod linux {
		use super::*;
		use std::io::Write;

		fn counters_of_the_system() -> BTreeMap<String, Counters> {
			std::fs::read_to_string("/proc/net/dev")
				.unwrap()
				.lines()
				.filter_map(|line| {
					let (name, numbers) = line.split_once(':')?;
					let numbers: Vec<u64> =
						numbers.split_whitespace().filter_map(|field| field.parse().ok()).collect();
					let counters = Counters { taken: *numbers.first()?, given: *numbers.get(8)? };
					Some((name.trim().to_owned(), counters))
				})
				.collect()
		}

		#[test]
		fn memory_is_what_the_system_says() {
			let memory = Sensors::new().read().memory.unwrap();
			assert_eq!(memory.total, of_memory("MemTotal:"));
			// Others take and free some in the meantime.
			let available = of_memory("MemAvailable:");
			let used = memory.total - available;
			assert!(memory.used.abs_diff(used) < memory.total / 10, "{memory:?}, {used} used");
		}

		/// What `/proc/meminfo` says, bytes.
		fn of_memory(name: &str) -> u64 {
			let text = std::fs::read_to_string("/proc/meminfo").unwrap();
			let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
			line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1_024
		}

		/// What the processors have done since the machine started: all, what was work, and what
		/// others took from a virtual machine (`/proc/stat`).
		fn time_of_processors() -> [f64; 3] {
			let text = std::fs::read_to_string("/proc/stat").unwrap();
			let fields: Vec<f64> = text.lines().next().unwrap()["cpu".len()..]
				.split_whitespace()
				.take(8)
				.map(|field| field.parse().unwrap())
				.collect();
			let all: f64 = fields.iter().sum();
			[all, all - fields[3] - fields[4] - fields[7], fields[7]]
		}

		#[test]
		fn the_load_is_what_the_system_says_while_the_processors_work() {
			// A host may take the processors of a virtual machine for a while.
			let busy = (0..10).map(|_| load_of_a_busy_second()).any(|load| load > 30.0);
			assert!(busy, "at most 30 % of processors that had work, ten times");
		}

		/// What the sensor says of a second in which every processor has work.
		fn load_of_a_busy_second() -> f64 {
			let mut sensors = Sensors::new();
			let before = time_of_processors();
			let cores = thread::available_parallelism().unwrap().get();
			let until = Instant::now() + Duration::from_secs(1);
			let workers: Vec<_> = (0..cores)
				.map(|_| thread::spawn(move || while Instant::now() < until {}))
				.collect();
			workers.into_iter().for_each(|worker| worker.join().unwrap());
			let after = time_of_processors();
			let load = sensors.read().cpu.unwrap() as f64 / 100.0;
			let [all, work, taken] = [0, 1, 2].map(|at| after[at] - before[at]);
			let (least, most) = (work / all * 100.0 - 15.0, (work + taken) / all * 100.0 + 15.0);
			assert!((least..=most).contains(&load), "{load} % is not in {least} to {most}");
			load
		}

		#[test]
		fn network_counters_are_what_the_system_says() {
			let before = counters_of_the_system();
			let read = network();
			let after = counters_of_the_system();
			assert!(before.is_empty() || !read.is_empty());
			for (name, before) in before {
				// Gone in the meantime.
				let Some(after) = after.get(&name) else { continue };
				let counters = read[&name];
				assert!((before.taken..=after.taken).contains(&counters.taken), "{name}");
				assert!((before.given..=after.given).contains(&counters.given), "{name}");
			}
		}

		#[test]
		fn disk_counters_are_what_the_system_says_and_grow_with_what_is_written() {
			let of_the_system =
				|| parse_diskstats(&std::fs::read_to_string("/proc/diskstats").unwrap());
			let first = disk_io();
			let before = of_the_system();
			let mut file = tempfile::tempfile().unwrap();
			file.write_all(&vec![7; 8 << 20]).unwrap();
			file.sync_all().unwrap();
			let after = of_the_system();
			let second = disk_io();
			for (name, first) in first {
				// That of a memory disk, or of one that is not this file's, may stand still.
				let grown = after[&name].given - before[&name].given;
				assert!(first.given <= before[&name].given && first.taken <= before[&name].taken);
				assert!(second[&name].given - first.given >= grown, "{name}");
			}
			assert!(
				before.is_empty()
					|| before.iter().all(|(name, counters)| {
						counters.given == 0
							|| !Path::new("/sys/block").join(name).exists()
							|| second.contains_key(name)
					})
			);
		}

		#[test]
		fn temperatures_are_what_the_system_says_or_absent() {
			let of_the_system: Vec<i64> = ["/sys/class/hwmon", "/sys/class/thermal"]
				.iter()
				.filter_map(|folder| std::fs::read_dir(folder).ok())
				.flatten()
				.flatten()
				.filter_map(|sensor| std::fs::read_dir(sensor.path()).ok())
				.flatten()
				.flatten()
				.filter(|file| {
					let name = file.file_name().to_string_lossy().into_owned();
					name == "temp" || name.starts_with("temp") && name.ends_with("_input")
				})
				.filter_map(|file| std::fs::read_to_string(file.path()).ok()?.trim().parse().ok())
				.collect();
			let read = temperatures();
			assert!(!of_the_system.is_empty() || read.is_empty(), "{read:?}");
			for (label, value) in read {
				let is_near = |other: &i64| value.abs_diff(*other) < 10_000;
				assert!(of_the_system.iter().any(is_near), "{label}: {value}");
			}
		}

		#[test]
		fn network_counters_grow_with_what_is_sent() {
			let Some(before) = network().get("lo").copied() else { return };
			let receiver = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
			let sender = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
			for _ in 0..10 {
				sender.send_to(&[0; 1_000], receiver.local_addr().unwrap()).unwrap();
			}
			let after = network()["lo"];
			assert!(after.given >= before.given + 10_000);
		}
	}
}
